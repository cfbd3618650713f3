"""How spaces look from outside."""

from collections.abc import Collection

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.cards.shapes import Card, Entry, ids_after
from terreau.foundation.identity.models import Person
from terreau.network.spaces import queries


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return seen_among(queries.visible_ids, viewer, ids)


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    return {space.pk: card_of(space, viewer.language) for space in queries.card_rows(viewer, ids)}


def card_of(space: queries.Space, language: str) -> Card:
    name = queries.named(space.name, space.names, language)
    words = queries.named(space.purpose, space.purposes, language)
    return Card("space", space.pk, space.key, name, queries.address(space.key, name), words, icon="spaces")


def entries(ids: Collection[int]) -> list[Entry]:
    """Names and purposes in every language the space has them."""
    return [
        Entry(
            kind="space",
            id=space.pk,
            title=" ".join({space.name, *space.names.values()}),
            text=" ".join({space.purpose, *space.purposes.values()}),
            language=space.language,
            at=space.created_at,
            subkind=space.openness,
        )
        for space in queries.entry_rows(ids)
    ]


def after(id: int, limit: int) -> list[int]:
    return ids_after(queries.Space.objects.all(), id, limit)


def places(ids: Collection[int]) -> dict[int, int]:
    return {}


def audience(id: int, among: Collection[int]) -> set[int]:
    return queries.reached(id, among)
