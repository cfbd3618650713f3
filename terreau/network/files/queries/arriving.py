"""Files that were sent and wait for a place: their names against those that are there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.storage.names import beside, compared
from terreau.network.files import rules
from terreau.network.files.models import Document, Folder

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


@dataclass(frozen=True, slots=True)
class Clash:
    """What has the name already: a file with its key, its size in bytes and its last change; or a folder (no key)."""

    name: str
    key: str
    size: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was sent, what has its name there, and a name that is free."""

    file: storage.File
    clash: Clash | None
    free: str


def arriving_in(viewer: Person, space: "Space", folder: Folder | None, keys: Sequence[str]) -> list[Arrival]:
    """One’s own loose files as they would arrive in a folder already known to be readable, in order.

    `Refused` for those who only read there.
    """
    demand(rules.may_add(viewer, space), _("Only the members of this space put files here."))
    there = names_in(viewer, space, folder)
    taken = set(there)
    found: list[Arrival] = []
    for file in storage.loose_files(viewer, keys):
        name = compared(file.name)
        free = beside(file.name, taken) if name in taken else file.name
        found.append(Arrival(file, clash_of(there.get(name)), free))
        taken.add(compared(free))
    return found


def taken_by(viewer: Person, space: "Space", folder: Folder | None, key: str) -> str:
    """The key of the file that has the name of one’s own loose file `key`; empty where none has."""
    names = [compared(file.name) for file in storage.loose_files(viewer, [key])]
    there = Document.objects.filter(rules.visible(viewer), space=space, folder=folder, folded__in=names)
    return next(iter(there.values_list("key", flat=True)[:1]), "")


def names_in(viewer: Person, space: "Space", folder: Folder | None) -> dict[str, Document | Folder]:
    """What stands in a folder (None: among the first ones), by name as names are compared."""
    folders = Folder.objects.filter(rules.visible(viewer), space=space, parent=folder)
    documents = Document.objects.filter(rules.visible(viewer), space=space, folder=folder)
    files = documents.select_related("attachment__blob").defer("attachment__blob__words")
    return {**{row.folded: row for row in folders}, **{row.folded: row for row in files}}


def clash_of(there: Document | Folder | None) -> Clash | None:
    if there is None:
        return None
    if isinstance(there, Folder):
        return Clash(there.name, "", 0, there.created_at)
    return Clash(there.name, there.key, there.attachment.blob.size if there.attachment else 0, there.changed_at)
