"""What the tests of files have in common."""

from typing import Any

from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.network.files import actions, queries
from terreau.network.files.models import Document, Folder
from terreau.network.spaces.models import Space


def told(kind: str) -> list[Activity]:
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def sent(actor: Person, content: bytes = b"Serrer la vis.", name: str = "plan.txt") -> str:
    """A file that was sent and waits; its key."""
    return storage.keep(actor, content=content, name=name).key


def filed(actor: Person, space: Space, name: str = "plan.txt", folder: Folder | None = None, **more: Any) -> Document:
    key = sent(actor, more.pop("content", f"Dans {name}".encode()), name)
    return actions.add(actor, space=space, folder=folder, key=key, **more)


def again(document: Document) -> Document:
    """The file as the database has it now."""
    rows = Document.objects.select_related("space", "folder", "attachment__blob", "changed_by", "created_by")
    return rows.get(pk=document.pk)


def folder_again(folder: Folder) -> Folder:
    return Folder.objects.select_related("space", "parent").get(pk=folder.pk)


def these(space: Space, *things: Document | Folder) -> queries.Chosen:
    """What somebody ticked."""
    documents = tuple(thing.pk for thing in things if isinstance(thing, Document))
    return queries.Chosen(space, documents, tuple(thing.pk for thing in things if isinstance(thing, Folder)))


def names(viewer: Person, space: Space, folder: Folder | None = None) -> list[str]:
    """What a folder shows: folders, then files."""
    shown = queries.listing(viewer, space, folder)
    return [row.name for row in shown.folders] + [row.name for row in shown.rows]
