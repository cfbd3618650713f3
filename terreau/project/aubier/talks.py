"""What people write to each other, two by two, read from `texts/talks.md`."""

import re
from datetime import datetime, timedelta
from random import Random

from terreau.project.aubier.clock import ago, anchors, on_clock_of, span
from terreau.project.aubier.script import TEXTS
from terreau.project.aubier.shapes import Company, TalkSpec
from terreau.project.aubier.slots import Filler

_SAID = re.compile(r"^([a-z]+) (\+?\d+(?:min|h|d)(?: \d{1,2}:\d\d)?)$", re.MULTILINE)


def talks(made: Company, now: datetime) -> list[TalkSpec]:
    """Return every conversation, its messages in order, none after `now`."""
    text = (TEXTS / "talks.md").read_text(encoding="utf-8")
    return [_talk(piece, made, now) for piece in re.split(r"^# ", text, flags=re.MULTILINE)[1:]]


def _talk(piece: str, made: Company, now: datetime) -> TalkSpec:
    head, *rest = _SAID.split(piece)
    pair, *lines = head.strip().splitlines()
    language = dict(line.split(": ", 1) for line in lines).get("lang", "fr")
    rng, at = Random(f"talks/{pair}"), now
    said: list[tuple[str, datetime, str]] = []
    for who, when, words in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        person = made.people[made.alias[who]]
        at = at + span(when) if when.startswith("+") else ago(when, person, now, rng)
        at = max(at, said[-1][1]) if said else at  # a weekend moved one of them
        filler = Filler(rng, language, on_clock_of(person, at).date(), made.alias, anchors(now.date()))
        said.append((person.login, min(at, now - timedelta(minutes=1)), filler.fill(words)))
    first, second = (made.people[made.alias[who]].login for who in pair.split(", "))
    return TalkSpec(first, second, language, tuple(said))
