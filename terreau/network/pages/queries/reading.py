"""One page as its reader finds it."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.access.words import demand
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text import rich
from terreau.foundation.text.outline import Heading, outlined
from terreau.network.pages import rules
from terreau.network.pages.models import Page, Watch
from terreau.network.pages.queries.tree import Node, Tree, address, tree
from terreau.network.posts.queries import PersonRow
from terreau.network.spaces import queries as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

AROUND = ("space", "owner", "created_by", "changed_by", "doubted_by", "confirmed_by")
BESIDE = 30
WORDS_A_MINUTE = 200


@dataclass(frozen=True)
class Reading:
    """A page with its place in the tree, its table of contents, who looks after it, and what the viewer may do."""

    page: Page
    space: spaces.SpaceRow
    html: str
    contents: tuple[Heading, ...]
    path: list[Node]
    tree: Tree
    owner: PersonRow | None
    changed_by: PersonRow
    files: list[Any]
    may: rules.Rights
    watching: bool

    @property
    def url(self) -> str:
        return address(self.page.key, self.page.title)

    @property
    def node(self) -> Node:
        return self.tree.by_id[self.page.pk]

    @property
    def below(self) -> int:
        """How many pages stand below this one, at any depth."""
        return sum(1 for _node in self.node.walk()) - 1

    @property
    def near(self) -> list[Node]:
        """The pages beside this one; of those below only its own, for a narrow place."""
        beside = self.tree.siblings(self.page.pk)[:BESIDE]
        own = [replace(node, below=[]) for node in self.node.below]
        return [replace(node, below=own if node.id == self.page.pk else []) for node in beside]

    @property
    def minutes(self) -> int:
        """How long reading it takes: one minute at least."""
        return max(1, round(len(rich.to_plain(self.page.body).split()) / WORDS_A_MINUTE))

    @property
    def before(self) -> Node | None:
        """What one reads before this page, in the order of the tree."""
        return self.beside(-1)

    @property
    def after(self) -> Node | None:
        return self.beside(1)

    def beside(self, step: int) -> Node | None:
        pages = self.tree.in_order()
        place = pages.index(self.node) + step
        return pages[place] if 0 <= place < len(pages) else None


watches = Composed(
    lambda page, person: Watch.objects.filter(page_id=page, person_id=person).values_list("pk", flat=True)
)


def seen_by(viewer: Person) -> "QuerySet[Page]":
    """Pages the viewer may see; anything else is absent."""
    return Page.objects.filter(rules.visible(viewer)).select_related(*AROUND)


page_at = Prepared(lambda viewer, key: seen_by(viewer).filter(key=key))


def reading(viewer: Person, page: Page) -> Reading:
    """All that the page of a page shows, for one already known to be visible."""
    pages = tree(viewer, page.space_id)
    html, contents = outlined(page.body)
    return Reading(
        page=page,
        space=space_row(viewer, page),
        html=html,
        contents=contents,
        path=pages.path(page.pk),
        tree=pages,
        owner=person_row(page.owner) if page.owner and page.owner.left_at is None else None,
        changed_by=person_row(page.changed_by),
        files=files_of(viewer, page),
        may=rules.rights(viewer, page),
        watching=bool(watches(page.pk, viewer.pk)),
    )


def editing(viewer: Person, page: Page) -> Reading:
    """The same for who wants to change it; `Refused` where it is not theirs to change."""
    shown = reading(viewer, page)
    demand(shown.may.edit, _("Only the members of this space write its pages."))
    return shown


def caring(viewer: Person, page: Page) -> Reading:
    """The same for who says who looks after it."""
    shown = reading(viewer, page)
    demand(shown.may.look_after, _("Its owner and those who look after the space decide this."))
    return shown


def doubting(viewer: Person, page: Page) -> Reading:
    """The same for who says that it may be outdated."""
    shown = reading(viewer, page)
    demand(shown.may.doubt, _("You may read this page, not judge it."))
    return shown


def writing_in(viewer: Person, space: "Space") -> spaces.SpaceRow:
    """The space of a new page; `Refused` for those who only read there."""
    demand(rules.may_write(viewer, space), _("Only the members of this space write its pages."))
    return row_of(viewer, space)


def files_of(viewer: Person, page: Page) -> list[storage.File]:
    """The files of a page already known to be visible."""
    return storage.attachments_of("page", [page.pk]).get(page.pk, [])


def space_row(viewer: Person, page: Page) -> spaces.SpaceRow:
    return row_of(viewer, page.space)


def row_of(viewer: Person, space: "Space") -> spaces.SpaceRow:
    name = spaces.named(space.name, space.names, viewer.language)
    return spaces.SpaceRow(space.pk, space.key, name, space.openness, space.language)


def person_row(person: Person) -> PersonRow:
    return PersonRow(person.key, person.name, person.photo, person.kind)
