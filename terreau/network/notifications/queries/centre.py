"""The centre: notices in groups, trimmed to what may be seen now, and how many are unread."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from django.utils import timezone, translation

from terreau.foundation.access.prepared import ask
from terreau.foundation.cards.shapes import Card, room_of
from terreau.foundation.identity.models import Person
from terreau.foundation.text import names as naming
from terreau.foundation.text.cursors import Cursor
from terreau.network.chat import queries as chat
from terreau.network.notifications import rules
from terreau.network.notifications.models import Notice
from terreau.network.notifications.queries import words
from terreau.network.people import queries as people

WINDOW = 60  # notices looked at for one page
COUNTED = 100  # the bell says 99+
LOOKED = 600  # unread notices the bell looks at; where there are more, it says “at least”
# Many of these about one thing are one line.
GATHERED = {"reaction", "followed", "reply"}
# About these the words of the thing itself say nothing.
BARE = {"invitation", "request", "role", "glass", "answer", "lent"}
TABLE = Notice._meta.db_table
PLACES = {"proposal": "/spaces/proposals", "answer": "/spaces/proposals"}


@dataclass(frozen=True, slots=True)
class Face:
    """Who did it, as the centre shows them."""

    name: str
    initials: str
    tone: int
    picture: str = ""


@dataclass(slots=True)
class Group:
    """One line of the centre: one notice, or several of a kind about one thing."""

    kind: str
    icon: str
    sentence: str
    url: str
    place: str
    at: datetime
    unread: bool
    face: Face
    topic: str
    excerpt: str = ""
    keys: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Day:
    """The groups of one day of the viewer’s clock."""

    on: date
    groups: list[Group]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many lines of the centre are unread, with `more` at least so many; and how many talks hold something new."""

    count: int
    more: bool
    talks: int


@dataclass(frozen=True)
class Centre:
    """A page of the centre and where the next begins."""

    days: list[Day]
    next: str | None
    waiting: Waiting


def centre(viewer: Person, *, only_unread: bool = False, before: str | None = None) -> Centre:
    """The newest notices of what the viewer may see now: one question for them, one for each kind of thing."""
    rows = Notice.objects.filter(rules.visible(viewer)).order_by("-at", "-id").select_related("actor")
    if only_unread:
        rows = rows.filter(read_at=None)
    cursor = Cursor.read(before)
    if cursor:
        rows = rows.filter(Q(at__lt=cursor.at) | Q(at=cursor.at, pk__lt=cursor.id))
    found = list(rows[: WINDOW + 1])
    last = found[WINDOW - 1] if len(found) > WINDOW else None
    groups = grouped(viewer, found[:WINDOW])
    return Centre(by_day(groups), Cursor(last.at, last.pk).written() if last else None, waiting(viewer))


def grouped(viewer: Person, notices: Iterable[Notice]) -> list[Group]:
    """Notices as lines, newest first; what may no longer be seen is left out."""
    rows = list(notices)
    cards = cards_of(viewer, rows)
    gathered: dict[tuple[object, ...], list[Notice]] = {}
    for row in rows:
        if not row.thing_kind or (row.thing_kind, row.thing_id) in cards:
            gathered.setdefault(line_of(row), []).append(row)
    return [group_of(some, cards.get((some[0].thing_kind, some[0].thing_id))) for some in gathered.values()]


def line_of(row: Notice) -> tuple[object, ...]:
    """Notices with the same line stand together: of a gathered kind, about one thing, all read or all unread."""
    if row.kind not in GATHERED:
        return (row.pk,)
    about = row.thing_id if row.kind == "reaction" else 0
    return row.kind, row.topic, row.thing_kind if about else "", about, row.read_at is None


def cards_of(viewer: Person, rows: Iterable[Notice]) -> dict[tuple[str, int], Card]:
    """How the things look from outside, one question a kind; only those the viewer sees."""
    ids: dict[str, set[int]] = {}
    for row in rows:
        if row.thing_kind:
            ids.setdefault(row.thing_kind, set()).add(row.thing_id)
    return {
        (kind, pk): card for kind, some in sorted(ids.items()) for pk, card in room_of(kind).cards(viewer, some).items()
    }


def group_of(rows: list[Notice], card: Card | None) -> Group:
    """One line: the newest notice speaks, the others add their people."""
    first = rows[0]
    names = list(dict.fromkeys(row.actor.name for row in rows if row.actor))
    language = translation.get_language() or "en"
    said = words.sentence(first.kind, first.act, names, card.title if card else "", language)
    actor = first.actor
    face = Face("", "", 1)
    if actor:
        face = Face(names[0], naming.initials(names[0]), naming.tone(actor.key), people.picture(actor.photo))
    return Group(
        kind=first.kind,
        icon=words.ICONS[first.kind],
        sentence=said,
        url=card.url if card else PLACES.get(first.kind, "/"),
        place=card.place if card else "",
        at=first.at,
        unread=first.read_at is None,
        face=face,
        topic=first.topic,
        excerpt=card.words if card and first.kind not in BARE else "",
        keys=[row.key for row in rows],
    )


def by_day(groups: Iterable[Group]) -> list[Day]:
    """The same lines under their days, on the clock in force."""
    days: dict[date, list[Group]] = {}
    for group in groups:
        days.setdefault(timezone.localtime(group.at).date(), []).append(group)
    return [Day(on, some) for on, some in days.items()]


def unread(viewer: Person) -> "QuerySet[Notice, Any]":
    """The lines of unread notices about what the viewer may see now: `line_of`, in the words of the database."""
    gap = Value(" ")
    reaction = Concat(Value("reaction "), "topic", gap, "thing_kind", gap, Cast("thing_id", CharField()))
    line = Case(
        When(kind="reaction", then=reaction),
        When(kind__in=sorted(GATHERED), then=Concat("kind", gap, "topic")),
        default=Cast("pk", CharField()),
        output_field=CharField(),
    )
    return Notice.objects.filter(rules.visible(viewer), read_at=None).values(line=line)[:LOOKED]


def waiting(viewer: Person) -> Waiting:
    """What the bell says, up to 100 lines: a question of every page, composed once and kept for the request.

    Talks are counted along, so that a page asks no question more for them.
    Only where many notices make few lines does it matter that some were not looked at: the index alone tells.
    """
    known: Waiting | None = viewer.__dict__.get("_notices")
    if known is None:
        sql, values = ask(unread, viewer)
        lines = f"SELECT DISTINCT line FROM ({sql}) AS noticed LIMIT {COUNTED}"
        beyond = f"SELECT 1 FROM {TABLE} WHERE person_id = %s AND read_at IS NULL LIMIT 1 OFFSET {LOOKED}"
        more = f"CASE WHEN COUNT(*) < {COUNTED} THEN EXISTS({beyond}) ELSE 1 = 1 END"
        talks, of_talks = ask(chat.unread, viewer)
        with connection.cursor() as db:
            asked = f"SELECT COUNT(*), {more}, (SELECT COUNT(*) FROM ({talks}) AS talks) FROM ({lines}) AS waiting"
            db.execute(asked, [viewer.pk, *of_talks, *values])
            count, beyond_that, talking = db.fetchone()
        known = Waiting(int(count), bool(beyond_that), int(talking))
        viewer.__dict__["_notices"] = known
    return known


def unread_count(viewer: Person) -> int:
    """How many lines of the centre are unread, up to 100."""
    return waiting(viewer).count
