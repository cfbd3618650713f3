"""How events look from outside."""

from collections.abc import Collection

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.cards.shapes import Card, Entry, Thing, ids_after
from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.network.calendar import queries
from terreau.network.spaces import queries as spaces


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return seen_among(queries.visible_events, viewer, ids)


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    """Events as cards, only those the viewer sees."""
    return {event.pk: card_of(event, viewer) for event in queries.seen_events(viewer, ids)}


def card_of(event: queries.Event, viewer: Person) -> Card:
    return Card(
        kind="event",
        id=event.pk,
        key=event.key,
        title=event.title,
        url=queries.address(event.key, event.title),
        words=queries.said_when(viewer, event),
        place=spaces.named(event.space.name, event.space.names, viewer.language),
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


def thing(viewer: Person, key: str) -> Thing | None:
    """An event as what a conversation is about; who brought it in hears it from the first word."""
    event = next(iter(queries.event_at(viewer, key)), None)
    return thing_of(event) if event is not None else None


def thing_of(event: queries.Event) -> Thing:
    url = queries.address(event.key, event.title)
    return Thing("event", event.pk, event.key, event.space, event.title, url, (event.created_by_id,))
