"""The demo company’s events."""

from collections.abc import Iterable
from typing import Any

from terreau.network.calendar.models import Event


def plant(events: Iterable[Any], stage: Any) -> int:
    """What stands in the calendars; `stage` knows people, spaces and keys. How many."""
    return len(Event.objects.bulk_create([event_of(told, stage) for told in events]))


def planted() -> list[int]:
    """Ids of all events."""
    return list(Event.objects.values_list("pk", flat=True))


def event_of(told: Any, stage: Any) -> Event:
    event = Event(
        key=next(stage.keys),
        space_id=stage.spaces[told.space],
        title=told.title,
        body=stage.html(told.body),
        language=told.language,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        zone=told.zone,
        place=told.place,
        link=told.link,
        created_at=told.created_at,
        created_by_id=stage.people[told.by],
        changed_at=told.created_at,
        changed_by_id=stage.people[told.by],
    )
    if told.called_off:
        who, event.called_off_at, event.why_called_off = told.called_off
        event.called_off_by_id = stage.people[who]
    return event
