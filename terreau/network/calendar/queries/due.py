"""Whom to remind now: a day before on the person’s own clock, and an hour before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from terreau.foundation.identity.models import Person
from terreau.foundation.policies.quiet import zone_of
from terreau.network.calendar.models import Answer, Choice, Event, Reminder
from terreau.network.calendar.queries.slots import time_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# A reminder that a worker could not send in time still helps for so long.
LATE = {"hour": timedelta(minutes=50), "day": timedelta(hours=6)}
# Clocks that are put forward or back make a day so much shorter or longer.
SHIFT = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Due:
    """Who is reminded of what begins for them at `starts_at`, and how long ahead: `day` or `hour`."""

    ahead: str
    starts_at: datetime
    people: list[int]


def beginning_soon(now: datetime) -> "QuerySet[Event]":
    """What takes place within the next day or so, and is not over."""
    soon = Event.objects.filter(called_off_at=None, ends_at__gt=now, starts_at__lte=now + DAY + SHIFT)
    return soon.select_related("created_by").order_by("starts_at", "pk")


def due(event: Event, now: datetime) -> Iterator[Due]:
    """Reminders of one event that are due and were not sent: to who comes, may come, or runs it.

    Nobody is reminded of what they answered, or brought in, after the moment of the reminder. Who has a slot is
    reminded of their slot.
    """
    told = set(Reminder.objects.filter(event=event).values_list("person_id", "ahead", "starts_at"))
    people = list(hearing(event))
    for ahead in ("day", "hour"):
        found: dict[datetime, list[int]] = {}
        for person, since, starts_at in people:
            fresh = (person.pk, ahead, starts_at) not in told
            if fresh and is_due(person, since, starts_at, ahead, now):
                found.setdefault(starts_at, []).append(person.pk)
        yield from (Due(ahead, starts_at, some) for starts_at, some in sorted(found.items()))


def hearing(event: Event) -> Iterator[tuple[Person, datetime, datetime]]:
    """Who wants to be reminded, since when, and of what time."""
    said = Q(choice=Choice.YES) | Q(choice=Choice.PERHAPS)
    rows = Answer.objects.filter(said, event=event).select_related("person").order_by("pk")
    yield from ((row.person, row.at, time_of(event, row)[0]) for row in rows)
    if not Answer.objects.filter(event=event, person_id=event.created_by_id).exists():
        yield event.created_by, event.created_at, event.starts_at


def is_due(person: Person, since: datetime, starts_at: datetime, ahead: str, now: datetime) -> bool:
    """Is it time to remind them, and was it not before they said that they come?"""
    moment = moment_of(starts_at, ahead, person.time_zone)
    return since <= moment <= now < min(moment + LATE[ahead], starts_at)


def moment_of(starts_at: datetime, ahead: str, zone: str) -> datetime:
    """An hour before; or the day before, when the clock on the person’s wall shows the same hour."""
    if ahead == "hour":
        return starts_at - HOUR
    there = zone_of(zone)
    return starts_at.astimezone(there) - DAY  # arithmetic on the wall: a day that loses an hour is a day
