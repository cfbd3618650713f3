"""The demo company’s files, in the folders of its spaces."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import previews
from terreau.foundation.storage.names import compared, ordered
from terreau.network.files.models import Document, DocumentVersion, Folder, Shelf


@dataclass(frozen=True)
class Talk:
    """What was said about a file, for the room that owns conversations."""

    kind: str
    id: int
    title: str
    space_id: int
    language: str
    announced: None
    said: tuple[tuple[str, datetime, str], ...]


def plant(shelved: Iterable[Any], contents: Mapping[str, Any], stage: Any) -> tuple[int, list[Talk]]:
    """Every file with its versions; `stage` knows people, spaces and keys. How many, and what was said about them."""
    count, talks = 0, []
    folders: dict[tuple[str, ...], Folder] = {}
    for told in shelved:
        document = shelve(told, contents, stage, folder_of(told, stage, folders))
        count += len(told.versions)
        if told.said:
            place = (document.pk, document.name, document.space_id, document.language)
            talks.append(Talk("document", *place, None, told.said))
    return count, talks


def planted() -> list[int]:
    """Ids of all files."""
    return list(Document.objects.values_list("pk", flat=True))


def folder_of(told: Any, stage: Any, made: dict[tuple[str, ...], Folder]) -> Folder | None:
    """The folder of a file, made with those above it where it is the first one in there."""
    folder = None
    for depth, name in enumerate(told.folders, 1):
        path = (told.space, *told.folders[:depth])
        if path not in made:
            who, at, _name = told.versions[0]
            said = {"name": name, "folded": compared(name), "order": ordered(name), "created_at": at}
            place = {"space_id": stage.spaces[told.space], "parent": folder, "created_by_id": stage.people[who]}
            made[path] = Folder.objects.create(key=next(stage.keys), **place, **said)
        folder = made[path]
    return folder


def shelve(told: Any, contents: Mapping[str, Any], stage: Any, folder: Folder | None) -> Document:
    """One file, its versions kept as any upload is."""
    (first, since, _name), (last, changed, _newest) = told.versions[0], told.versions[-1]
    document = Document(
        key=next(stage.keys),
        space_id=stage.spaces[told.space],
        folder=folder,
        name=told.name,
        folded=compared(told.name),
        order=ordered(told.name),
        language=told.language,
        number=len(told.versions),
        created_at=since,
        created_by_id=stage.people[first],
        changed_at=changed,
        changed_by_id=stage.people[last],
    )
    if told.binned:
        who, document.withdrawn_at = told.binned
        document.withdrawn_by_id = stage.people[who]
    document.save(force_insert=True)
    for number, (who, at, name) in enumerate(told.versions, 1):
        document.attachment_id = hang(document, number, Person.objects.get(pk=stage.people[who]), at, contents[name])
    document.save(update_fields=["attachment"])
    return document


def hang(document: Document, number: int, person: Person, at: datetime, content: Any) -> int:
    """The content of one version. Returns the id of its attachment."""
    kept = storage.keep(person, content=content.content(), name=document.name)
    with transaction.atomic():
        attachment = next(row for row in storage.attach(person, [kept.key], document) if row.key == kept.key)
        previews.ask(attachment)
        DocumentVersion.objects.create(document=document, number=number, attachment=attachment, by=person, at=at)
        Shelf.objects.get_or_create(space_id=document.space_id)
        Shelf.objects.filter(space_id=document.space_id).update(used=F("used") + kept.blob.size)
    return attachment.pk
