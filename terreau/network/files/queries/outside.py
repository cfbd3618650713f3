"""What rooms above ask about files by their ids: who sees them, what search may keep."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.network.files import rules
from terreau.network.files.models import Document


def visible_documents(viewer: Person) -> "QuerySet[Document, Any]":
    """Ids of the files the viewer sees, to be asked with `prepared.seen_among`."""
    return Document.objects.filter(rules.visible(viewer)).values("id")


def seen_documents(viewer: Person, ids: Collection[int]) -> list[Document]:
    """Of these files, those the viewer sees, with their space, folder, content and last writer at hand."""
    return whole_documents(list(seen_among(visible_documents, viewer, ids)))


def whole(rows: "QuerySet[Document]") -> "QuerySet[Document]":
    """With all that a row shows, and without the words inside."""
    around = ("space", "folder", "changed_by", "created_by", "attachment__blob")
    return rows.select_related(*around).defer("attachment__blob__words")


whole_documents = Composed(lambda ids: whole(Document.objects.filter(pk__in=ids)))
places_of_documents = Composed(
    lambda ids: Document.objects.filter(pk__in=ids, withdrawn_at=None).values_list("pk", "space_id")
)
findable_documents = Composed(
    lambda ids: Document.objects.filter(pk__in=ids, withdrawn_at=None, space__shown_at__isnull=False).select_related(
        "attachment__blob"
    )
)


def readers_of_document(id: int, among: Collection[int]) -> set[int]:
    """Which of the people `among` see this file now."""
    document = Document.objects.select_related("space").filter(pk=id).first()
    return set(rules.audience(document).filter(pk__in=among).values_list("pk", flat=True)) if document else set()
