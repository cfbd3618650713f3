"""The folders of a space as a tree: one question for all of them, arranged by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.identity.models import Person
from terreau.foundation.text.keys import slug
from terreau.network.files import rules
from terreau.network.files.models import Folder

MOST_DEEP = 12  # levels
MOST_FOLDERS = 2_000  # of one space


@lru_cache(maxsize=8_192)
def address(key: str, name: str) -> str:
    """`/documents/m3x9qa-plan-de-pose-pdf`: the key decides, the words are for people."""
    tail = slug(name)
    return f"/documents/{key}-{tail}" if tail else f"/documents/{key}"


@lru_cache(maxsize=8_192)
def folder_address(key: str, name: str) -> str:
    """`/folders/m3x9qa-methodes`."""
    tail = slug(name)
    return f"/folders/{key}-{tail}" if tail else f"/folders/{key}"


@dataclass(slots=True)
class Node:
    """A folder among the others of its space, with those in it."""

    id: int
    key: str
    name: str
    parent_id: int | None
    maker_id: int = 0
    depth: int = 0
    below: list["Node"] = field(default_factory=list)

    @property
    def url(self) -> str:
        return folder_address(self.key, self.name)

    def walk(self) -> Iterator["Node"]:
        """The folder and all in it, in order."""
        yield self
        for node in self.below:
            yield from node.walk()


@dataclass(frozen=True, slots=True)
class Tree:
    """Folders of one space. `top`: those that stand in none."""

    top: list[Node]
    by_id: dict[int, Node]

    def path(self, id: int | None) -> list[Node]:
        """The folders from the top down to this one, itself the last."""
        found: list[Node] = []
        node = self.by_id.get(id or 0)
        while node is not None:
            found.insert(0, node)
            node = self.by_id.get(node.parent_id or 0)
        return found

    def inside(self, id: int | None) -> list[Node]:
        """The folders directly in this one, or the first ones."""
        return self.by_id[id].below if id else self.top

    def under(self, id: int) -> set[int]:
        """The folder and all in it, by id."""
        return {node.id for node in self.by_id[id].walk()} if id in self.by_id else {id}

    def height(self, id: int) -> int:
        """How many levels the folder and those in it take."""
        depths = [node.depth for node in self.by_id[id].walk()]
        return max(depths) - min(depths) + 1

    def in_order(self) -> list[Node]:
        """All of them, each before those in it."""
        return [node for top in self.top for node in top.walk()]


def tree(viewer: Person, space_id: int) -> Tree:
    """The folders of a space that the viewer sees; nothing of a space they may not read."""
    return tree_from(folders_of(viewer, space_id))


def tree_from(rows: Iterable[tuple[Any, ...]]) -> Tree:
    """The tree of rows (id, key, name, id of the folder above, id of who made it) that come ordered by name."""
    nodes = {row[0]: Node(*row) for row in rows}
    top: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.parent_id or 0)
        (above.below if above else top).append(node)
    for node in top:
        sink(node)
    return Tree(top, nodes)


def sink(node: Node) -> None:
    """Say how deep each folder below stands."""
    for below in node.below:
        below.depth = node.depth + 1
        sink(below)


def folders_question(viewer: Person, space: int) -> Any:
    rows = Folder.objects.filter(rules.visible(viewer), space_id=space)
    return rows.order_by("order", "pk").values_list("pk", "key", "name", "parent_id", "created_by_id")


folders_of = Prepared(folders_question)
