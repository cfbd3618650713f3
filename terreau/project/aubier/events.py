"""What stands in the calendars of the spaces, read from `texts/events.md`, in weeks counted from this one."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from terreau.project.aubier.clock import ago, anchors, span, zone
from terreau.project.aubier.script import TEXTS, ScriptError
from terreau.project.aubier.shapes import Company, EventSpec
from terreau.project.aubier.slots import Filler
from terreau.project.aubier.spaces import Membership

_ON = re.compile(r"^([+-]\d+) (mon|tue|wed|thu|fri|sat|sun) (\d{1,2}):(\d\d)$")
_CROWD = re.compile(r"^(.*?)(?:\+ (\d+))?$")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOME = "Europe/Paris"
_CHOICES = ("yes", "perhaps", "no", "asked")
_MANY = 9  # an event has fewer replies, and fewer slots that are taken


def events(made: Company, joined: Membership, now: datetime) -> list[EventSpec]:
    """Return every event."""
    text = (TEXTS / "events.md").read_text(encoding="utf-8")
    return [_event(piece, made, joined, now) for piece in re.split(r"^# ", text, flags=re.MULTILINE)[1:]]


def _event(piece: str, made: Company, joined: Membership, now: datetime) -> EventSpec:
    head, _, body = piece.partition("\n\n")
    title, *lines = head.strip().splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    language, where = told.get("lang", "fr"), told.get("zone", _HOME)
    starts_at = _moment(told["on"], where, now.date())
    filler = Filler(Random(f"events/{title}"), language, starts_at.date(), made.alias, anchors(now.date()))
    by = made.people[made.alias[told["by"]]]
    created_at = ago(told["told"], by, now, filler.rng)

    def words_of(field: str) -> tuple[str, datetime, str] | None:
        return _spoken(told[field], made, filler, now) if field in told else None

    return EventSpec(
        space=told["space"],
        title=filler.fill(title),
        body=filler.fill(body),
        language=language,
        by=by.login,
        created_at=created_at,
        starts_at=starts_at,
        ends_at=starts_at + span(told["lasts"]),
        zone=where,
        place=filler.fill(told.get("place", "")),
        link=told.get("link", ""),
        seats=int(told["seats"]) if "seats" in told else None,
        slot_minutes=int(told["slots"]) if "slots" in told else None,
        again=_again(told["again"]) if "again" in told else None,
        answers=tuple(_answers(told, made, joined, created_at, now)),
        slots=tuple(_slots(told, made, filler)),
        called_off=words_of("off"),
        announced=words_of("announced"),
        said=tuple(found for number in range(1, _MANY) if (found := words_of(f"said{number}"))),
    )


def _moment(text: str, where: str, today: date) -> datetime:
    """ "+1 thu 14:00": Thursday of next week, on the clock of the place."""
    found = _ON.match(text)
    if not found:
        raise ScriptError(f"“{text}” is no time of an event; write +1 thu 14:00")
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(weeks=int(found[1]), days=_DAYS.index(found[2]))
    return datetime.combine(day, time(int(found[3]), int(found[4])), zone(where)).astimezone(UTC)


def _again(text: str) -> tuple[str, int]:
    """ "weekly 12": twelve times."""
    rhythm, _, number = text.partition(" ")
    return rhythm, int(number)


def _answers(
    told: dict[str, str], made: Company, joined: Membership, since: datetime, now: datetime
) -> Iterator[tuple[str, str, datetime]]:
    """Who answers what: "yes: alice, bob + 12" are these two, then twelve members drawn."""
    rng, space = Random(f"events/{told['on']}/{told['space']}"), told["space"]
    here = [login for login, member in joined[space].items() if member.until is None]
    named = {made.alias[name] for choice in _CHOICES for name in _named(told.get(choice, ""))[0]}
    rest = [one for one in sorted(here) if one not in named and made.people[one].left_on is None]
    rng.shuffle(rest)
    step = (now - since) / 120
    at = since
    for choice in _CHOICES:
        names, crowd = _named(told.get(choice, ""))
        who = [made.alias[name] for name in names] + [rest.pop() for _ in range(min(crowd, len(rest)))]
        for login in who:
            at += step
            yield login, choice, at


def _named(text: str) -> tuple[list[str], int]:
    found = _CROWD.match(text)
    names = [name.strip() for name in (found[1] if found else "").split(",") if name.strip()]
    return names, int(found[2] or 0) if found else 0


def _slots(told: dict[str, str], made: Company, filler: Filler) -> Iterator[tuple[int, str, str]]:
    """ "slot3: perrine | What about": the third slot is hers."""
    for number in range(1, _MANY):
        if f"slot{number}" in told:
            who, _, about = (part.strip() for part in told[f"slot{number}"].partition("|"))
            yield number - 1, made.alias[who], filler.fill(about)


def _spoken(line: str, made: Company, filler: Filler, now: datetime) -> tuple[str, datetime, str]:
    """ "1d | dominique | What she said." """
    at, who, words = (part.strip() for part in line.split("|"))
    person = made.people[made.alias[who]]
    return person.login, ago(at, person, now, filler.rng), filler.fill(words)
