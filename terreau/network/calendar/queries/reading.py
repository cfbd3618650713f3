"""One event as its reader finds it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.access.words import demand
from terreau.foundation.identity.models import Person
from terreau.network.calendar import rules
from terreau.network.calendar.models import Event
from terreau.network.calendar.queries.again import Again, again
from terreau.network.calendar.queries.attendance import Attendance, attendance
from terreau.network.calendar.queries.rows import EventRow, person_row, row_of
from terreau.network.calendar.queries.slots import Slot, slots
from terreau.network.posts.queries import PersonRow
from terreau.network.spaces import queries as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

AROUND = ("space", "created_by", "called_off_by", "series")
NEAR = 4


@dataclass(frozen=True)
class Reading:
    """An event with who brought it in, what else comes in its space, and what the viewer may do."""

    event: Event
    row: EventRow
    organiser: PersonRow
    near: list[EventRow]
    attendance: Attendance
    again: Again | None
    slots: list[Slot]
    may: rules.Rights

    @property
    def my_slot(self) -> Slot | None:
        return next((slot for slot in self.slots if slot.mine), None)

    @property
    def free_slots(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.free]

    @property
    def url(self) -> str:
        return self.row.url


def seen_by(viewer: Person) -> "QuerySet[Event]":
    """Events the viewer may see; anything else is absent."""
    return Event.objects.filter(rules.visible(viewer)).select_related(*AROUND)


event_at = Prepared(lambda viewer, key: seen_by(viewer).filter(key=key))


def reading(viewer: Person, event: Event) -> Reading:
    """All that the page of an event shows, for one already known to be visible."""
    return Reading(
        event=event,
        row=row_of(viewer, event),
        organiser=person_row(event.created_by),
        near=near(viewer, event),
        attendance=attendance(viewer, event),
        again=again(viewer, event),
        slots=slots(viewer, event),
        may=rules.rights(viewer, event),
    )


def near(viewer: Person, event: Event) -> list[EventRow]:
    """What else comes in the same space, other ones of its series apart."""
    rows = Event.objects.filter(rules.visible(viewer), space_id=event.space_id, called_off_at=None)
    if event.series_id is not None:
        rows = rows.exclude(series_id=event.series_id)
    rows = rows.filter(ends_at__gt=timezone.now()).exclude(pk=event.pk).select_related("space").defer("body")
    return [row_of(viewer, one) for one in rows.order_by("starts_at", "pk")[:NEAR]]


def editing(viewer: Person, event: Event) -> Reading:
    """The same for who wants to change it; `Refused` where it is not theirs to change."""
    demand(rules.may_edit(viewer, event), _("Who brought it in and those who look after the space change an event."))
    return reading(viewer, event)


def stopping(viewer: Person, event: Event) -> Reading:
    """The same for who calls it off."""
    demand(rules.may_call_off(viewer, event), _("Who brought it in and those who look after the space call it off."))
    return reading(viewer, event)


def inviting(viewer: Person, event: Event) -> Reading:
    """The same for who asks people to come."""
    words = _("Who brought it in and those who look after the space ask people to come.")
    demand(rules.may_invite(viewer, event), words)
    return reading(viewer, event)


def bringing_in(viewer: Person, space: "Space") -> spaces.SpaceRow:
    """The space of a new event; `Refused` for those who only read there."""
    demand(rules.may_create(viewer, space), _("Only the members of this space bring events into its calendar."))
    name = spaces.named(space.name, space.names, viewer.language)
    return spaces.SpaceRow(space.pk, space.key, name, space.openness, space.language)
