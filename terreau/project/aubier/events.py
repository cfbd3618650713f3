"""What stands in the calendars of the spaces, read from `texts/events.md`, in weeks counted from this one."""

import re
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from terreau.project.aubier.clock import ago, anchors, span, zone
from terreau.project.aubier.script import TEXTS, ScriptError
from terreau.project.aubier.shapes import Company, EventSpec
from terreau.project.aubier.slots import Filler

_ON = re.compile(r"^([+-]\d+) (mon|tue|wed|thu|fri|sat|sun) (\d{1,2}):(\d\d)$")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOME = "Europe/Paris"


def events(made: Company, now: datetime) -> list[EventSpec]:
    """Return every event."""
    text = (TEXTS / "events.md").read_text(encoding="utf-8")
    return [_event(piece, made, now) for piece in re.split(r"^# ", text, flags=re.MULTILINE)[1:]]


def _event(piece: str, made: Company, now: datetime) -> EventSpec:
    head, _, body = piece.partition("\n\n")
    title, *lines = head.strip().splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    language, where = told.get("lang", "fr"), told.get("zone", _HOME)
    starts_at = _moment(told["on"], where, now.date())
    filler = Filler(Random(f"events/{title}"), language, starts_at.date(), made.alias, anchors(now.date()))
    by = made.people[made.alias[told["by"]]]
    return EventSpec(
        space=told["space"],
        title=filler.fill(title),
        body=filler.fill(body),
        language=language,
        by=by.login,
        created_at=ago(told["told"], by, now, filler.rng),
        starts_at=starts_at,
        ends_at=starts_at + span(told["lasts"]),
        zone=where,
        place=filler.fill(told.get("place", "")),
        link=told.get("link", ""),
        called_off=_called_off(told["off"], made, filler, now) if "off" in told else None,
    )


def _moment(text: str, where: str, today: date) -> datetime:
    """ "+1 thu 14:00": Thursday of next week, on the clock of the place."""
    found = _ON.match(text)
    if not found:
        raise ScriptError(f"“{text}” is no time of an event; write +1 thu 14:00")
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(weeks=int(found[1]), days=_DAYS.index(found[2]))
    return datetime.combine(day, time(int(found[3]), int(found[4])), zone(where)).astimezone(UTC)


def _called_off(line: str, made: Company, filler: Filler, now: datetime) -> tuple[str, datetime, str]:
    at, who, why = (part.strip() for part in line.split("|"))
    person = made.people[made.alias[who]]
    return person.login, ago(at, person, now, filler.rng), filler.fill(why)
