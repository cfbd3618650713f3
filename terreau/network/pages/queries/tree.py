"""The pages of a space as a tree: one question for all of them, arranged in order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.identity.models import Person
from terreau.foundation.text.keys import slug
from terreau.network.pages import rules
from terreau.network.pages.models import Page

MOST_DEEP = 8  # levels
MOST_PAGES = 2_000  # of one space


@lru_cache(maxsize=8_192)
def address(key: str, title: str) -> str:
    """`/pages/m3x9qa-guide-de-pose`: the key decides, the words are for people."""
    tail = slug(title)
    return f"/pages/{key}-{tail}" if tail else f"/pages/{key}"


@dataclass(slots=True)
class Node:
    """A page among the others of its space, with those below it in order."""

    id: int
    key: str
    title: str
    language: str
    parent_id: int | None
    changed_at: datetime
    doubted_at: datetime | None
    review_on: date | None
    depth: int = 0
    below: list["Node"] = field(default_factory=list)

    @property
    def url(self) -> str:
        return address(self.key, self.title)

    @property
    def outdated(self) -> bool:
        """Somebody says so, or the day on which it was to be read again is over."""
        return self.doubted_at is not None or (self.review_on is not None and self.review_on < timezone.localdate())

    def walk(self) -> Iterator["Node"]:
        """The page and all below it, in order."""
        yield self
        for node in self.below:
            yield from node.walk()


@dataclass(frozen=True, slots=True)
class Tree:
    """The visible pages of one space. `top`: those that stand below none."""

    top: list[Node]
    by_id: dict[int, Node]

    def path(self, id: int) -> list[Node]:
        """The pages above this one, from the top."""
        above: list[Node] = []
        node = self.parent(id)
        while node is not None:
            above.insert(0, node)
            node = self.parent(node.id)
        return above

    def parent(self, id: int) -> Node | None:
        return self.by_id.get(self.by_id[id].parent_id or 0)

    def siblings(self, id: int) -> list[Node]:
        """The pages that stand beside this one, itself among them."""
        parent = self.parent(id)
        return parent.below if parent else self.top

    def in_order(self) -> list[Node]:
        """All of them as one reads a book."""
        return [node for top in self.top for node in top.walk()]


def tree(viewer: Person, space_id: int) -> Tree:
    """The pages of a space that the viewer sees; nothing of a space they may not read."""
    nodes = {row[0]: Node(*row) for row in pages_of(viewer, space_id)}
    top: list[Node] = []
    for node in nodes.values():
        parent = nodes.get(node.parent_id or 0)
        (parent.below if parent else top).append(node)
    for node in top:
        sink(node)
    return Tree(top, nodes)


def sink(node: Node) -> None:
    """Say how deep each page below stands."""
    for below in node.below:
        below.depth = node.depth + 1
        sink(below)


def pages_question(viewer: Person, space: int) -> Any:
    columns = ("pk", "key", "title", "language", "parent_id", "changed_at", "doubted_at", "review_on")
    rows = Page.objects.filter(rules.visible(viewer), space_id=space)
    return rows.order_by("position", "pk").values_list(*columns)


pages_of = Prepared(pages_question)
