"""What a folder holds, as its reader finds it; what somebody ticked in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.access.words import Absent, demand
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.storage.quotas import limit_of
from terreau.foundation.text.cursors import Cursor
from terreau.network.files import rules
from terreau.network.files.models import Document, Folder, Shelf
from terreau.network.files.queries.outside import whole
from terreau.network.files.queries.tree import Node, Tree, address, tree
from terreau.network.posts.queries import PersonRow

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

PAGE = 100
SENT = 50
MOST_CHOSEN = 500
ORDERS = {
    "name": ("order", "pk"),
    "-name": ("-order", "-pk"),
    "size": ("attachment__blob__size", "pk"),
    "-size": ("-attachment__blob__size", "-pk"),
    "changed": ("changed_at", "pk"),
    "-changed": ("-changed_at", "-pk"),
    "type": ("attachment__blob__media_type", "order", "pk"),
    "-type": ("-attachment__blob__media_type", "-order", "-pk"),
}


@dataclass(frozen=True, slots=True)
class Room:
    """How much the files of a space take, in bytes, and how much they may (0: as much as there is)."""

    used: int
    limit: int

    @property
    def share(self) -> float:
        """The part that is taken, from 0 to 1."""
        return min(1.0, self.used / self.limit) if self.limit else 0.0

    @property
    def tight(self) -> bool:
        """Is less than a tenth left?"""
        return bool(self.limit) and self.share > 0.9


@dataclass(frozen=True, slots=True)
class Row:
    """A file in a list."""

    key: str
    name: str
    url: str
    file: storage.File
    by: PersonRow
    at: datetime
    number: int
    may: rules.Rights


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder in a list."""

    key: str
    name: str
    url: str
    may_withdraw: bool


@dataclass(frozen=True)
class Listing:
    """One page of a folder: the way to it, the folders in it, its files in the order asked for."""

    folder: Folder | None
    path: list[Node]
    folders: list[FolderRow]
    rows: list[Row]
    order: str
    page: int
    next: int | None
    count: int
    room: Room
    own: Room | None
    may_add: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """Files and folders of one space, by id, already known to be visible."""

    space: "Space"
    documents: tuple[int, ...]
    folders: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """Something chosen, as far as its name stands on a page."""

    key: str
    name: str
    is_folder: bool


def listing(viewer: Person, space: "Space", folder: Folder | None, *, order: str = "name", page: int = 1) -> Listing:
    """What a folder of a space holds, for one already known to be readable; None: what stands in no folder."""
    folders = tree(viewer, space.pk)
    here = Document.objects.filter(rules.visible(viewer), space=space, folder=folder)
    start = (page - 1) * PAGE
    found = list(whole(here).order_by(*ORDERS[order])[start : start + PAGE + 1])
    if page > 1 and not found:
        raise Absent
    role = rules.role_of(viewer, space)
    inside = folders.inside(folder.pk if folder else None) if page == 1 else []
    return Listing(
        folder=folder,
        path=folders.path(folder.pk if folder else None),
        folders=[folder_row(viewer, node, role) for node in reversed_for(order, inside)],
        rows=[row_of(document, rules.rights_as(viewer, document, role)) for document in found[:PAGE]],
        order=order,
        page=page,
        next=page + 1 if len(found) > PAGE else None,
        count=len(found) if page == 1 and len(found) <= PAGE else here.count(),
        room=room_of_space(viewer, space),
        own=own_room(viewer),
        may_add=rules.may_add_as(viewer, space, role),
    )


def reversed_for(order: str, nodes: list[Node]) -> list[Node]:
    """Folders stand first, by name; backwards where that is asked for."""
    return nodes[::-1] if order == "-name" else nodes


def folder_row(viewer: Person, node: Node, role: str | None) -> FolderRow:
    may = rules.may_withdraw_folder_as(viewer, node.maker_id, role)
    return FolderRow(node.key, node.name, node.url, may)


def row_of(document: Document, may: rules.Rights) -> Row:
    return Row(
        key=document.key,
        name=document.name,
        url=address(document.key, document.name),
        file=file_of(document),
        by=person_row(document.changed_by),
        at=document.changed_at,
        number=document.number,
        may=may,
    )


def person_row(person: Person) -> PersonRow:
    return PersonRow(person.key, person.name, person.photo, person.kind)


def room_of_space(viewer: Person, space: "Space") -> Room:
    """What the files of a space already known to be readable take."""
    used = next(iter(Shelf.objects.filter(space=space).values_list("used", flat=True)), 0)
    return Room(used, settings.CONFIGURATION.space_files_mb * 2**20)


def seen_files(viewer: Person) -> "QuerySet[Document]":
    """Files the viewer may see; anything else is absent."""
    return whole(Document.objects.filter(rules.visible(viewer)))


def seen_folders(viewer: Person) -> "QuerySet[Folder]":
    return Folder.objects.filter(rules.visible(viewer)).select_related("space", "parent")


document_at = Prepared(lambda viewer, key: seen_files(viewer).filter(key=key))
folder_at = Prepared(lambda viewer, key: seen_folders(viewer).filter(key=key))


def own_room(viewer: Person) -> Room | None:
    """What the viewer’s own files take anywhere, where the operator limits it."""
    limit = limit_of(viewer)
    return Room(storage.sent_by(viewer), limit) if limit else None


def documents_of(viewer: Person, space: "Space", before: str) -> tuple[list[Document], str | None]:
    """The files of all folders of a space already known to be readable, the newest first, and where to go on.

    Raises BadCursor.
    """
    rows, mark = seen_files(viewer).filter(space=space), Cursor.read(before)
    found = list((rows.filter(pk__lt=mark.id) if mark else rows).order_by("-pk")[: SENT + 1])
    further = len(found) > SENT
    return found[:SENT], Cursor(found[SENT - 1].created_at, found[SENT - 1].pk).written() if further else None


def file_of(document: Document) -> storage.File:
    """Its newest version."""
    assert document.attachment is not None  # only while it is written or erased
    return storage.described(document.attachment)


def chosen(viewer: Person, space: "Space", documents: Collection[str], folders: Collection[str]) -> Chosen:
    """What somebody ticked, by keys. Raises Absent where any of it is not there, or stands in another space."""
    if len(documents) + len(folders) > MOST_CHOSEN:
        raise Absent
    files = Document.objects.filter(rules.visible(viewer), space=space, key__in=documents)
    found = Folder.objects.filter(rules.visible(viewer), space=space, key__in=folders)
    what = Chosen(space, tuple(files.values_list("pk", flat=True)), tuple(found.values_list("pk", flat=True)))
    if len(what.documents) != len(set(documents)) or len(what.folders) != len(set(folders)):
        raise Absent
    return what


def placing(viewer: Person, space: "Space") -> Tree:
    """The folders into which files of a space may go; `Refused` for those who only read there."""
    demand(rules.may_add(viewer, space), _("Only the members of this space arrange its files."))
    return tree(viewer, space.pk)


def named(viewer: Person, what: Chosen) -> list[Named]:
    """Folders first, by name."""
    rows = Folder.objects.filter(rules.visible(viewer), pk__in=what.folders).order_by("order", "pk")
    files = Document.objects.filter(rules.visible(viewer), pk__in=what.documents).order_by("order", "pk")
    found = [Named(key, name, True) for key, name in rows.values_list("key", "name")]
    return found + [Named(key, name, False) for key, name in files.values_list("key", "name")]
