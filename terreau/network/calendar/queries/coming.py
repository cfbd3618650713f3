"""What comes and what was: the events of one space, or of all one’s spaces, week by week and month by month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.foundation.policies.quiet import zone_of
from terreau.foundation.text.cursors import Cursor
from terreau.network.calendar import rules
from terreau.network.calendar.models import Answer, Event
from terreau.network.calendar.queries.feeds import MEANT, answers_of
from terreau.network.calendar.queries.rows import EventRow, row_of
from terreau.network.spaces import queries as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

SIZE = 30


@dataclass(frozen=True, slots=True)
class Group:
    """Events under one heading. `code`: this week, next week, or the month of `day`."""

    code: str
    day: date
    events: list[EventRow]


@dataclass(frozen=True, slots=True)
class Agenda:
    """`after`: where the next events begin, if there are any."""

    groups: list[Group]
    past: bool
    after: str | None


def agenda(viewer: Person, *, space: "Space | None" = None, past: bool = False, after: str = "") -> Agenda:
    """What comes, the next first, or what was, the last first; of a space, or of all the viewer is in.

    What is going on counts as coming. Raises `BadCursor`.
    """
    found = list(page_of(within(viewer, space), past=past, cursor=Cursor.read(after)))
    rows = shown(viewer, found[:SIZE])
    last = found[SIZE - 1] if len(found) > SIZE else None
    today = timezone.now().astimezone(zone_of(viewer.time_zone)).date()
    return Agenda(grouped(rows, today, past=past), past, Cursor(last.starts_at, last.pk).written() if last else None)


def within(viewer: Person, space: "Space | None") -> "QuerySet[Event]":
    """What the viewer sees of a space, or of all they are in and what they mean to come to elsewhere."""
    rows = Event.objects.filter(rules.visible(viewer)).select_related("space").defer("body")
    if space is not None:
        return rows.filter(space=space)
    meant = Answer.objects.filter(person=viewer, choice__in=MEANT).values("event_id")
    return rows.filter(Q(space_id__in=spaces.own_ids(viewer)) | Q(pk__in=meant))


def shown(viewer: Person, events: "list[Event]") -> list[EventRow]:
    """The same as lists show them, with what the viewer answered."""
    said = answers_of(viewer, [event.pk for event in events])
    return [row_of(viewer, event, said[event.pk].choice if event.pk in said else "") for event in events]


def page_of(rows: "QuerySet[Event]", *, past: bool, cursor: Cursor | None) -> "QuerySet[Event]":
    now = timezone.now()
    if past:
        behind = Q(starts_at__lt=cursor.at) | Q(starts_at=cursor.at, pk__lt=cursor.id) if cursor else Q()
        return rows.filter(behind, ends_at__lte=now).order_by("-starts_at", "-pk")[: SIZE + 1]
    beyond = Q(starts_at__gt=cursor.at) | Q(starts_at=cursor.at, pk__gt=cursor.id) if cursor else Q()
    return rows.filter(beyond, ends_at__gt=now).order_by("starts_at", "pk")[: SIZE + 1]


def grouped(events: Iterable[EventRow], today: date, *, past: bool) -> list[Group]:
    """The same events under headings, in the same order."""
    made = groupby(events, lambda event: heading(event.here.start.date(), today, past=past))
    return [Group(code, day, list(some)) for (code, day), some in made]


def heading(day: date, today: date, *, past: bool) -> tuple[str, date]:
    """Under which heading a day stands: this week, next week, its month. What goes on began this week at the latest."""
    monday = today - timedelta(days=today.weekday())
    if not past and day < monday + timedelta(days=7):
        return "week", monday
    if not past and day < monday + timedelta(days=14):
        return "next", monday + timedelta(days=7)
    return "month", day.replace(day=1)
