"""What comes again: the days of a series, and the instants that clocks of one place show on them. Pure functions."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

WEEKLY, FORTNIGHTLY, MONTHLY_DAY, MONTHLY_WEEKDAY = "weekly", "fortnightly", "monthly", "monthly_weekday"
RHYTHMS = (WEEKLY, FORTNIGHTLY, MONTHLY_DAY, MONTHLY_WEEKDAY)
MOST = 104  # two years of weeks


@dataclass(frozen=True, slots=True)
class Hours:
    """From `start` on a day until `end` so many days later, on the clocks of `zone`."""

    start: time
    end: time
    nights: int
    zone: str

    @classmethod
    def of(cls, starts_at: datetime, ends_at: datetime, zone: str) -> "Hours":
        """The hours that clocks in `zone` show at these instants."""
        start, end = (at.astimezone(ZoneInfo(zone)) for at in (starts_at, ends_at))
        return cls(start.time(), end.time(), (end.date() - start.date()).days, zone)

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The instants, in UTC, at which it begins and ends when it begins on this day.

        An hour that clocks skip is as much later as they were put forward, one that comes twice is the first
        (RFC 5545, 3.3.5). It ends after it begins, whatever clocks do meanwhile.
        """
        start, end = self.at(day, self.start), self.at(day + timedelta(days=self.nights), self.end)
        return start, end if end > start else start + timedelta(minutes=15)

    def at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour.replace(fold=0), ZoneInfo(self.zone)).astimezone(UTC)


def days(first: date, rhythm: str, *, number: int = MOST, until: date | None = None) -> list[date]:
    """The days of a series from `first` on: `number` at most, none after `until`. ValueError: no such rhythm."""
    found: list[date] = []
    for day in endless(first, rhythm):
        if len(found) >= min(number, MOST) or (until is not None and day > until):
            break
        found.append(day)
    return found


def endless(first: date, rhythm: str) -> Iterator[date]:
    """Every day of the rhythm. A month without a 31st has its last day; the fifth Friday is the last of its month."""
    if rhythm in (WEEKLY, FORTNIGHTLY):
        weeks = 1 if rhythm == WEEKLY else 2
        yield from (first + timedelta(weeks=weeks * number) for number in count())
    elif rhythm == MONTHLY_DAY:
        yield from (date(year, month, min(first.day, monthrange(year, month)[1])) for year, month in months(first))
    elif rhythm == MONTHLY_WEEKDAY:
        nth = (first.day - 1) // 7
        yield from (nth_weekday(year, month, first.weekday(), nth) for year, month in months(first))
    else:
        raise ValueError(f"“{rhythm}” is no rhythm: {', '.join(RHYTHMS)}")


def months(first: date) -> Iterator[tuple[int, int]]:
    for number in count(first.month - 1):
        yield first.year + number // 12, number % 12 + 1


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The `nth` (0: first) such weekday of a month; the last one where there are only four and 4 is asked."""
    begins = date(year, month, 1)
    day = 1 + (weekday - begins.weekday()) % 7 + 7 * nth
    return date(year, month, day if day <= monthrange(year, month)[1] else day - 7)
