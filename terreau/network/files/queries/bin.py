"""Files and folders that wait in the bin."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.network.files import rules
from terreau.network.files.models import Document, Folder
from terreau.network.files.queries.listing import Chosen
from terreau.network.files.queries.outside import whole

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

MOST = 200


@dataclass(frozen=True, slots=True)
class Gone:
    """Something in the bin, until when it can be taken out; `size` in bytes, None for a folder."""

    key: str
    name: str
    is_folder: bool
    at: datetime
    until: datetime
    size: int | None
    may_erase: bool


def gone_in(viewer: Person, space: "Space") -> list[Gone]:
    """What the viewer may take out of the bin of a space; what comes out with its folder stands behind that."""
    files = gone_files(viewer).filter(space=space).exclude(folder__withdrawn_at=F("withdrawn_at"))
    folders = gone_folders(viewer).filter(space=space).exclude(parent__withdrawn_at=F("withdrawn_at"))
    rows: list[Document | Folder] = [*files.order_by("-withdrawn_at")[:MOST], *folders.order_by("-pk")[:MOST]]
    return sorted((gone(viewer, row) for row in rows), key=lambda row: row.at, reverse=True)


def gone(viewer: Person, row: Document | Folder) -> Gone:
    assert row.withdrawn_at is not None  # it is in the bin
    until = row.withdrawn_at + rules.RESTORABLE
    if isinstance(row, Folder):
        return Gone(row.key, row.name, True, row.withdrawn_at, until, None, False)
    size = row.attachment.blob.size if row.attachment else 0
    return Gone(row.key, row.name, False, row.withdrawn_at, until, size, rules.may_erase(viewer, row))


def gone_files(viewer: Person) -> "QuerySet[Document]":
    """Files in a bin that the viewer may take out of it."""
    return whole(Document.objects.filter(rules.restorable(viewer)))


def gone_folders(viewer: Person) -> "QuerySet[Folder]":
    return Folder.objects.filter(rules.restorable(viewer)).select_related("space", "parent")


def gone_one(viewer: Person, key: str) -> "QuerySet[Document]":
    """One file in a bin, by its key."""
    return gone_files(viewer).filter(key=key)


def gone_folder(viewer: Person, key: str) -> "QuerySet[Folder]":
    """One folder in a bin, by its key."""
    return gone_folders(viewer).filter(key=key)


def chosen_gone(viewer: Person, space: "Space", documents: Collection[str], folders: Collection[str]) -> Chosen:
    """What somebody takes out of the bin of a space, by keys. Raises Absent where any of it is not there for them."""
    files = gone_files(viewer).filter(space=space, key__in=documents)
    found = gone_folders(viewer).filter(space=space, key__in=folders)
    what = Chosen(space, tuple(files.values_list("pk", flat=True)), tuple(found.values_list("pk", flat=True)))
    if len(what.documents) != len(set(documents)) or len(what.folders) != len(set(folders)):
        raise Absent
    return what
