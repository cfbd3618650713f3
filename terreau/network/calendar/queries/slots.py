"""Office hours: their slots, which are free, and who has which."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.foundation.policies.quiet import zone_of
from terreau.network.calendar import rules
from terreau.network.calendar.models import Answer, Event
from terreau.network.calendar.queries.rows import person_row
from terreau.network.posts.queries import PersonRow


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot on the viewer’s clock. `who` and `about` are read by who offers it and by who has it, nobody else."""

    number: int
    start: datetime
    end: datetime
    there: datetime
    taken: bool
    mine: bool
    over: bool
    who: PersonRow | None = None
    about: str = ""

    @property
    def free(self) -> bool:
        return not self.taken and not self.over


def slots(viewer: Person, event: Event) -> list[Slot]:
    """All slots of office hours already known to be visible, in their order; none for other events."""
    if event.slot_minutes is None:
        return []
    rows = Answer.objects.filter(event=event, slot__isnull=False).select_related("person")
    held = {row.slot: row for row in rows}
    told = rules.may_see_answers(viewer, event)
    made = partial(slot_of, viewer, event, told=told)
    return [made(number, held.get(number)) for number in range(rules.slot_count(event))]


def slot_of(viewer: Person, event: Event, number: int, held: Answer | None, *, told: bool) -> Slot:
    start, end = slot_span(event, number)
    mine = held is not None and held.person_id == viewer.pk
    here, there = zone_of(viewer.time_zone), zone_of(event.zone)
    named = held is not None and (told or mine)
    return Slot(
        number=number,
        start=start.astimezone(here),
        end=end.astimezone(here),
        there=start.astimezone(there),
        taken=held is not None,
        mine=mine,
        over=start <= timezone.now(),
        who=person_row(held.person) if held is not None and named else None,
        about=held.about if held is not None and named else "",
    )


def slot_span(event: Event, number: int) -> tuple[datetime, datetime]:
    """From when until when a slot is."""
    length = timedelta(minutes=event.slot_minutes or 0)
    return event.starts_at + number * length, event.starts_at + (number + 1) * length


def time_of(event: Event, answer: Answer | None) -> tuple[datetime, datetime]:
    """When the event is for somebody: their slot, where they have one."""
    if answer is None or answer.slot is None:
        return event.starts_at, event.ends_at
    return slot_span(event, answer.slot)


def last_slot(event: Event) -> int | None:
    """The number of the last slot that somebody has."""
    held = Answer.objects.filter(event_id=event.pk, slot__isnull=False).order_by("-slot")
    return held.values_list("slot", flat=True).first()
