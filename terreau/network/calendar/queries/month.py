"""A month as a grid: weeks from Monday, with their numbers (ISO 8601), and what happens on each day."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.foundation.policies.quiet import zone_of
from terreau.network.calendar.queries.coming import shown, within
from terreau.network.calendar.queries.rows import EventRow

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

MOST = 400
YEARS = (2000, 2100)


@dataclass(frozen=True, slots=True)
class Day:
    """`inside`: of the month itself, not of the weeks around it."""

    on: date
    inside: bool
    today: bool
    events: list[EventRow]


@dataclass(frozen=True, slots=True)
class Week:
    number: int
    days: list[Day]


@dataclass(frozen=True, slots=True)
class Month:
    """`before` and `after`: the months beside it, as addresses name them. `more`: not everything is shown."""

    first: date
    weeks: list[Week]
    before: str
    after: str
    more: bool

    @property
    def empty(self) -> bool:
        return not any(day.events for week in self.weeks for day in week.days)


def month(viewer: Person, *, named: str = "", space: "Space | None" = None) -> Month:
    """`named`: 2026-11, or nothing for that of today; `Absent` for anything else."""
    zone = zone_of(viewer.time_zone)
    today = timezone.now().astimezone(zone).date()
    first = first_of(named) if named else today.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    following = (first + timedelta(days=31)).replace(day=1)
    sunday = following + timedelta(days=(7 - following.weekday()) % 7 - 1)
    begins, ends = (datetime.combine(day, time(0), zone) for day in (monday, sunday + timedelta(days=1)))
    rows = within(viewer, space).filter(starts_at__lt=ends, ends_at__gt=begins).order_by("starts_at", "pk")
    found = list(rows[: MOST + 1])
    held = by_day(shown(viewer, found[:MOST]), monday, sunday)
    days = [monday + timedelta(days=n) for n in range((sunday - monday).days + 1)]
    cells = [Day(day, day.month == first.month, day == today, held.get(day, [])) for day in days]
    weeks = [Week(days[at].isocalendar().week, cells[at : at + 7]) for at in range(0, len(cells), 7)]
    return Month(first, weeks, f"{first - timedelta(days=1):%Y-%m}", f"{following:%Y-%m}", len(found) > MOST)


def first_of(named: str) -> date:
    """The first day of a month written 2026-11."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", named, re.ASCII) or not YEARS[0] <= int(named[:4]) <= YEARS[1]:
        raise Absent
    return date.fromisoformat(f"{named}-01")


def by_day(rows: list[EventRow], monday: date, sunday: date) -> dict[date, list[EventRow]]:
    """What lasts over several days stands on each of them; what ends at midnight not on the next."""
    held: dict[date, list[EventRow]] = {}
    for row in rows:
        day = max(row.here.start.date(), monday)
        last = min((row.here.end - timedelta(microseconds=1)).date(), sunday)
        while day <= last:
            held.setdefault(day, []).append(row)
            day += timedelta(days=1)
    return held
