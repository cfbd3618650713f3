"""Every read about events."""

from terreau.network.calendar.models import LONGEST, MOST_SEATS, Event
from terreau.network.calendar.queries.again import Again
from terreau.network.calendar.queries.attendance import (
    Attendance,
    Part,
    attendance,
    blind_to,
    held_by_absent,
    parts,
    too_few,
)
from terreau.network.calendar.queries.coming import Agenda, Group, agenda
from terreau.network.calendar.queries.concerned import concerned
from terreau.network.calendar.queries.due import beginning_soon, due
from terreau.network.calendar.queries.feeds import (
    digest_of,
    event_content,
    feed_behind,
    feed_content,
    feed_named,
    feed_rows,
    new_secret,
)
from terreau.network.calendar.queries.month import Month, month
from terreau.network.calendar.queries.outside import (
    findable_events,
    places_of_events,
    readers_of_event,
    seen_events,
    visible_events,
)
from terreau.network.calendar.queries.reading import (
    Reading,
    bringing_in,
    editing,
    event_at,
    inviting,
    reading,
    seen_by,
    stopping,
)
from terreau.network.calendar.queries.rows import EventRow, Span, address, said_when
from terreau.network.calendar.queries.slots import Slot, last_slot, slot_span, slots

__all__ = [
    "LONGEST",
    "MOST_SEATS",
    "Again",
    "Agenda",
    "Attendance",
    "Event",
    "EventRow",
    "Group",
    "Month",
    "Part",
    "Reading",
    "Slot",
    "Span",
    "address",
    "agenda",
    "attendance",
    "beginning_soon",
    "blind_to",
    "bringing_in",
    "concerned",
    "digest_of",
    "due",
    "editing",
    "event_at",
    "event_content",
    "feed_behind",
    "feed_content",
    "feed_named",
    "feed_rows",
    "findable_events",
    "held_by_absent",
    "inviting",
    "last_slot",
    "month",
    "new_secret",
    "parts",
    "places_of_events",
    "readers_of_event",
    "reading",
    "said_when",
    "seen_by",
    "seen_events",
    "slot_span",
    "slots",
    "stopping",
    "too_few",
    "visible_events",
]
