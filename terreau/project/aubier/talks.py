"""What people write to each other, two by two or several, read from `texts/talks.md`.

A piece begins with who is in it; `lang:` and, of several, `name:` may follow. A message is who, when, and words; a line
of it that begins with a sign says more: `> 3` replies to the third message, `~ bob thanks` is Bob’s reaction, `= words`
what it said before, `+ dora, paul` brings people in, `& name.pdf` is a file.
"""

import re
from datetime import datetime, timedelta
from random import Random

from terreau.project.aubier.clock import ago, anchors, on_clock_of, span
from terreau.project.aubier.script import TEXTS
from terreau.project.aubier.shapes import Company, SaidSpec, TalkSpec
from terreau.project.aubier.slots import Filler

_SAID = re.compile(r"^([a-z]+) (\+?\d+(?:min|h|d)(?: \d{1,2}:\d\d)?)$", re.MULTILINE)
_MORE = re.compile(r"^([>~=+&]) (.+)$", re.MULTILINE)


def talks(made: Company, now: datetime) -> list[TalkSpec]:
    """Return every conversation, its messages in order, none after `now`."""
    text = (TEXTS / "talks.md").read_text(encoding="utf-8")
    return [_talk(piece, made, now) for piece in re.split(r"^# ", text, flags=re.MULTILINE)[1:]]


def _talk(piece: str, made: Company, now: datetime) -> TalkSpec:
    head, *rest = _SAID.split(piece)
    who_all, *lines = head.strip().splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    language = told.get("lang", "fr")
    rng, at = Random(f"talks/{who_all}"), now
    said: list[SaidSpec] = []
    for who, when, words in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        person = made.people[made.alias[who]]
        at = at + span(when) if when.startswith("+") else ago(when, person, now, rng)
        at = max(at, said[-1].at) if said else at  # a weekend moved one of them
        filler = Filler(rng, language, on_clock_of(person, at).date(), made.alias, anchors(now.date()))
        said.append(_said(made, person.login, min(at, now - timedelta(minutes=1)), words, filler))
    return TalkSpec(_logins(made, who_all), told.get("name", ""), language, tuple(said))


def _said(made: Company, login: str, at: datetime, words: str, filler: Filler) -> SaidSpec:
    """One message with what the signs say of it."""
    more: dict[str, list[str]] = {}
    for sign, value in _MORE.findall(words):
        more.setdefault(sign, []).append(value)
    reactions = [value.split() for value in more.get("~", [])]
    return SaidSpec(
        who=login,
        at=at,
        words=filler.fill(_MORE.sub("", words).strip()),
        answers=int(more.get(">", ["0"])[0]),
        added=_logins(made, ", ".join(more["+"])) if "+" in more else (),
        before=filler.fill(more.get("=", [""])[0]),
        reactions=tuple((made.people[made.alias[who]].login, kind) for who, kind in reactions),
        files=tuple(more.get("&", [])),
    )


def _logins(made: Company, aliases: str) -> tuple[str, ...]:
    return tuple(made.people[made.alias[who]].login for who in aliases.split(", "))
