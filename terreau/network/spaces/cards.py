"""How spaces look from outside."""

from collections.abc import Collection

from terreau.foundation.cards.shapes import Card, Entry
from terreau.foundation.identity.models import Person
from terreau.network.spaces import queries, rules
from terreau.network.spaces.models import Space


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return set(Space.objects.filter(rules.visible(viewer), pk__in=ids).values_list("pk", flat=True))


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    found = Space.objects.filter(rules.visible(viewer), pk__in=ids)
    return {space.pk: card_of(space, viewer.language) for space in found}


def card_of(space: Space, language: str) -> Card:
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
        for space in Space.objects.filter(pk__in=ids, shown_at__isnull=False)
    ]


def audience(id: int, among: Collection[int]) -> set[int]:
    """Who may read the space’s content, which is what its events are about."""
    space = Space.objects.filter(pk=id).first()
    return set(rules.readers(space).filter(pk__in=among).values_list("pk", flat=True)) if space else set()
