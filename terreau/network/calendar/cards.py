"""How events look from outside."""

from collections.abc import Collection

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.cards.shapes import Card, Entry, ids_after
from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.network.calendar import queries
from terreau.network.spaces import queries as spaces

EXCERPT = 160


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return seen_among(queries.visible_events, viewer, ids)


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    """Events as cards, only those the viewer sees."""
    return {event.pk: card_of(event, viewer.language) for event in queries.seen_events(viewer, ids)}


def card_of(event: queries.Event, language: str) -> Card:
    return Card(
        kind="event",
        id=event.pk,
        key=event.key,
        title=event.title,
        url=queries.address(event.key, event.title),
        words=rich.excerpt(event.body, EXCERPT) or event.place,
        place=spaces.named(event.space.name, event.space.names, language),
        place_url=f"/spaces/{event.space.key}/calendar",
        icon="calendar",
        author=event.created_by.name,
        at=event.starts_at,
    )


def entries(ids: Collection[int]) -> list[Entry]:
    return list(map(entry_of, queries.findable_events(list(ids))))


def entry_of(event: queries.Event) -> Entry:
    return Entry(
        kind="event",
        id=event.pk,
        title=event.title,
        text=f"{rich.to_plain(event.body)}\n{event.place}".strip(),
        language=event.language,
        space_id=event.space_id,
        author_id=event.created_by_id,
        at=event.starts_at,
    )


def after(id: int, limit: int) -> list[int]:
    return ids_after(queries.Event.objects.all(), id, limit)


def places(ids: Collection[int]) -> dict[int, int]:
    return dict(queries.places_of_events(list(ids)))


def audience(id: int, among: Collection[int]) -> set[int]:
    return queries.readers_of_event(id, among)
