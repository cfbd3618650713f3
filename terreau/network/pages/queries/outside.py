"""What rooms above ask about pages by their ids: who sees them, what search may keep."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.network.pages import rules
from terreau.network.pages.models import Page, PageDraft


def visible_pages(viewer: Person) -> "QuerySet[Page, Any]":
    """Ids of the pages the viewer sees, to be asked with `prepared.seen_among`."""
    return Page.objects.filter(rules.visible(viewer)).values("id")


def seen_pages(viewer: Person, ids: Collection[int]) -> list[Page]:
    """Of these pages, those the viewer sees, with space and last writer at hand."""
    return whole_pages(list(seen_among(visible_pages, viewer, ids)))


whole_pages = Composed(lambda ids: Page.objects.filter(pk__in=ids).select_related("space", "changed_by"))
places_of_pages = Composed(lambda ids: Page.objects.filter(pk__in=ids, withdrawn_at=None).values_list("pk", "space_id"))
findable_pages = Composed(lambda ids: Page.objects.filter(pk__in=ids, withdrawn_at=None, space__shown_at__isnull=False))


def readers_of_page(id: int, among: Collection[int]) -> set[int]:
    """Which of the people `among` see this page now."""
    page = Page.objects.select_related("space").filter(pk=id).first()
    return set(rules.audience(page).filter(pk__in=among).values_list("pk", flat=True)) if page else set()


def writer_of_draft(id: int, among: Collection[int]) -> set[int]:
    """Who sees this draft: its author."""
    return set(PageDraft.objects.filter(pk=id, author_id__in=among).values_list("author_id", flat=True))
