"""How files of folders look from outside."""

from collections.abc import Collection

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.cards.shapes import Card, Entry, Thing, ids_after
from terreau.foundation.identity.models import Person
from terreau.network.files import queries
from terreau.network.spaces import queries as spaces


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return seen_among(queries.visible_documents, viewer, ids)


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    """Files as cards, only those the viewer sees."""
    return {row.pk: card_of(row, viewer.language) for row in queries.seen_documents(viewer, ids)}


def card_of(document: queries.Document, language: str) -> Card:
    return Card(
        kind="document",
        id=document.pk,
        key=document.key,
        title=document.name,
        url=queries.address(document.key, document.name),
        words=document.folder.name if document.folder else "",
        place=spaces.named(document.space.name, document.space.names, language),
        place_url=f"/spaces/{document.space.key}/files",
        icon="file",
        author=document.changed_by.name,
        at=document.changed_at,
    )


def entries(ids: Collection[int]) -> list[Entry]:
    return list(map(entry_of, queries.findable_documents(list(ids))))


def entry_of(document: queries.Document) -> Entry:
    """By its name, and by the words inside its newest version."""
    return Entry(
        kind="document",
        id=document.pk,
        title=document.name,
        text=document.attachment.blob.words if document.attachment else "",
        language=document.language,
        space_id=document.space_id,
        author_id=document.created_by_id,
        at=document.changed_at,
    )


def after(id: int, limit: int) -> list[int]:
    return ids_after(queries.Document.objects.all(), id, limit)


def places(ids: Collection[int]) -> dict[int, int]:
    return dict(queries.places_of_documents(list(ids)))


def audience(id: int, among: Collection[int]) -> set[int]:
    return queries.readers_of_document(id, among)


def thing(viewer: Person, key: str) -> Thing | None:
    """A file as what a conversation is about; who brought it and who changed it last hear it from the first word."""
    document = next(iter(queries.document_at(viewer, key)), None)
    return thing_of(document) if document is not None else None


def thing_of(document: queries.Document) -> Thing:
    hearers = tuple(sorted({document.created_by_id, document.changed_by_id}))
    url = queries.address(document.key, document.name)
    return Thing("document", document.pk, document.key, document.space, document.name, url, hearers)
