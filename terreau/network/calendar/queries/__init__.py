"""Every read about events."""

from terreau.network.calendar.models import Event
from terreau.network.calendar.queries.coming import Agenda, Group, agenda
from terreau.network.calendar.queries.outside import (
    findable_events,
    places_of_events,
    readers_of_event,
    seen_events,
    visible_events,
)
from terreau.network.calendar.queries.reading import Reading, bringing_in, editing, event_at, reading, seen_by, stopping
from terreau.network.calendar.queries.rows import EventRow, Span, address

__all__ = [
    "Agenda",
    "Event",
    "EventRow",
    "Group",
    "Reading",
    "Span",
    "address",
    "agenda",
    "bringing_in",
    "editing",
    "event_at",
    "findable_events",
    "places_of_events",
    "readers_of_event",
    "reading",
    "seen_by",
    "seen_events",
    "stopping",
    "visible_events",
]
