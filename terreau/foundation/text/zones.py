"""Time zones: their menu, and the instant that a clock on a wall means."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


class Skipped(ValueError):
    """No clock there shows this hour that day: it is put forward. `before` and `after` are the hours that exist."""

    def __init__(self, hour: time, before: time, after: time) -> None:
        super().__init__(f"{hour} is skipped")
        self.hour, self.before, self.after = hour, before, after


class Twice(ValueError):
    """Clocks there show this hour two times that day: they are put back."""


@cache
def known() -> frozenset[str]:
    """The names of all inhabited time zones."""
    return frozenset(zone for zone in available_timezones() if zone.split("/")[0] in AREAS)


def menu() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every inhabited time zone, by part of the world, as a menu shows them."""
    zones = sorted(known())
    return [(area, [(zone, named(zone)) for zone in zones if zone.startswith(f"{area}/")]) for area in AREAS]


def named(zone: str) -> str:
    return zone.partition("/")[2].replace("_", " ").replace("/", ", ")


def instant(day: date, hour: time, zone: str, which: str = "") -> datetime:
    """The instant, in UTC, at which clocks in `zone` show this hour of this day; `which`: first, second, or not said.

    Raises Skipped where they never do, and Twice where they do two times and `which` is not said.
    """
    place, shown = ZoneInfo(zone), datetime.combine(day, hour)
    first, second = (shown.replace(tzinfo=place, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first.astimezone(place).replace(tzinfo=None) != shown:
        raise Skipped(hour, second.astimezone(place).time(), first.astimezone(place).time())
    if not which:
        raise Twice
    return second if which == "second" else first


def which(moment: datetime) -> str:
    """Of an hour that comes twice on the clock of `moment`: first or second; nothing for all others."""
    first, second = (moment.replace(fold=fold).utcoffset() for fold in (0, 1))
    return "" if first == second else "second" if moment.fold else "first"
