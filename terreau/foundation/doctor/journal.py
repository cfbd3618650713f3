"""The journal of who did what, as its page shows it: people, kinds, days. Names of things only where the reader may
see the thing; never a word of what people wrote."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from terreau.foundation.activity.journal import known_kinds, told
from terreau.foundation.activity.models import Activity
from terreau.foundation.activity.numbers import acts
from terreau.foundation.cards.shapes import room_of
from terreau.foundation.identity.finding import ids_named
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.text.keys import slug

PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the journal. Empty means: any."""

    kind: str = ""
    person: str = ""
    until: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """One line: who, when, what, about what."""

    seq: int
    at: datetime
    name: str
    url: str
    words: str
    subject: str
    subject_url: str


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Act]
    next: int | None
    kinds: list[tuple[str, str]] = field(default_factory=list)


def page(viewer: Person, asked: Asked) -> Page:
    """One page of the administrative acts, the newest first."""
    known = {name: kind for name, kind in known_kinds().items() if kind.administrative}
    wanted = [name for name in known if not asked.kind or name == asked.kind]
    actors = ids_named(asked.person) if asked.person else None
    until = end_of(asked.until, viewer) if asked.until else None
    found = acts(wanted, actors=actors, until=until, before=asked.before, limit=PAGE + 1)
    kinds = sorted(((name, _(kind.says)) for name, kind in known.items()), key=lambda pair: pair[1])
    rows = lines(viewer, found[:PAGE])
    return Page(rows, found[PAGE - 1].seq if len(found) > PAGE else None, kinds)


def end_of(day: date, viewer: Person) -> datetime:
    """The end of that day where the reader lives."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(viewer.time_zone))


def lines(viewer: Person, found: Sequence[Activity]) -> list[Act]:
    """Activities as the page shows them: one question for each kind of thing."""
    subjects = subjects_of(viewer, found)
    return [line(act, *subjects.get(act.seq or 0, ("", ""))) for act in found]


def line(act: Activity, subject: str, subject_url: str) -> Act:
    who = act.actor
    url = f"/people/{who.key}-{slug(who.name)}" if who else ""
    return Act(act.seq or 0, act.at, who.name if who else "", url, told(act), subject, subject_url)


def subjects_of(viewer: Person, found: Sequence[Activity]) -> dict[int, tuple[str, str]]:
    """For each number: what it was about and where that is, as far as the reader may see it."""
    by_kind: dict[str, dict[int, int]] = defaultdict(dict)
    for act in found:
        kind, id = about(act)
        if id:
            by_kind[kind][act.seq or 0] = id
    shown: dict[int, tuple[str, str]] = {}
    for kind, ids in by_kind.items():
        named = names_of(viewer, kind, set(ids.values()))
        shown |= {seq: named[id] for seq, id in ids.items() if id in named}
    return shown


def about(act: Activity) -> tuple[str, int]:
    """Kind and id of what an act was about: a person where one is meant, otherwise the thing itself."""
    person = act.data.get("person_id") if isinstance(act.data, dict) else None
    return ("person", int(person)) if person else (act.thing_kind, act.thing_id or 0)


def names_of(viewer: Person, kind: str, ids: set[int]) -> dict[int, tuple[str, str]]:
    """Name and address of these things, for those the reader may see."""
    if kind in settings.CARDS:
        return {id: (card.title, card.url) for id, card in room_of(kind).cards(viewer, ids).items()}
    return {id: (name, "") for id, name in orgs.names_of(viewer, kind, ids).items()}
