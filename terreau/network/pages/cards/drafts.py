"""How drafts of pages look from outside: their author’s alone, and never in search."""

from collections.abc import Collection

from terreau.foundation.cards.shapes import Card, Entry
from terreau.foundation.identity.models import Person
from terreau.network.pages import queries


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return set(queries.drafts_of(viewer).filter(pk__in=ids).values_list("pk", flat=True))


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    """One’s own drafts as cards, in one query."""
    return {
        draft.pk: Card("pagedraft", draft.pk, draft.key, draft.title, f"/spaces/{draft.space.key}/pages", icon="pencil")
        for draft in queries.drafts_of(viewer).filter(pk__in=ids)
    }


def entries(ids: Collection[int]) -> list[Entry]:
    return []


def after(id: int, limit: int) -> list[int]:
    return []


def places(ids: Collection[int]) -> dict[int, int]:
    return {}


def audience(id: int, among: Collection[int]) -> set[int]:
    return queries.writer_of_draft(id, among)
