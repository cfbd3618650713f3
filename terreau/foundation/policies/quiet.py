"""Quiet hours: when nobody is disturbed. Pure arithmetic on a country’s hours and a person’s own clock."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class QuietHours:
    """Every day from `begins` to `ends`, over midnight when it begins later; and whole `days` (Monday is 1)."""

    begins: time
    ends: time
    days: frozenset[int] = frozenset({6, 7})

    def holds(self, moment: datetime) -> bool:
        """Is it quiet at this moment of a clock on the wall?"""
        hour = moment.time()
        if moment.isoweekday() in self.days:
            return True
        if self.begins <= self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends

    def until(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the quiet that holds `now` is over, in UTC; None when it is not quiet."""
        if not self.holds(now.astimezone(zone)):
            return None
        ends = (end for end in self.possible_ends(now, zone) if end > now and not self.holds(end.astimezone(zone)))
        return min(ends, default=now)

    def possible_ends(self, now: datetime, zone: ZoneInfo) -> Iterator[datetime]:
        """Midnights and ends of the nine days to come, both readings of an hour that a clock change doubles."""
        today = now.astimezone(zone).date()
        for ahead in range(9):
            for hour in (time(0), self.ends):
                wall = datetime.combine(today + timedelta(days=ahead), hour, zone)
                yield from {wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}


def read_quiet_hours(value: Any) -> QuietHours:
    """Quiet hours as they are kept: {"from": "19:00", "to": "08:00", "days": [6, 7]}, or ValueError."""
    try:
        begins, ends, days = value["from"], value["to"], value["days"]
    except (TypeError, KeyError) as error:
        raise ValueError("quiet hours need “from”, “to” and “days”") from error
    if not all(isinstance(clock, str) and CLOCK.fullmatch(clock) for clock in (begins, ends)):
        raise ValueError("“from” and “to” are times such as 19:00")
    if begins == ends:
        raise ValueError("“from” and “to” differ, or no hour is quiet")
    if not isinstance(days, list) or not set(days) < set(range(1, 8)):
        raise ValueError("“days” are numbers from 1 (Monday) to 7, and not all of them")
    return QuietHours(time.fromisoformat(begins), time.fromisoformat(ends), frozenset(days))


@lru_cache(maxsize=512)
def zone_of(name: str) -> ZoneInfo:
    """The time zone of this name; UTC for one that does not exist."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
