"""Notices one by one, for other programs: the same words and the same rights as the centre."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import translation

from terreau.foundation.access.words import Absent
from terreau.foundation.cards.shapes import Card
from terreau.foundation.identity.models import Person
from terreau.foundation.text.cursors import Cursor
from terreau.network.notifications import rules
from terreau.network.notifications.models import Notice
from terreau.network.notifications.queries import words
from terreau.network.notifications.queries.centre import BARE, PLACES, cards_of
from terreau.network.people import queries as people


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice. `thing` is the kind and the key of what it is about, `actor` the key and the name of who did it."""

    key: str
    kind: str
    sentence: str
    url: str
    place: str
    excerpt: str
    at: datetime
    read_at: datetime | None
    thing: tuple[str, str] | None
    actor: tuple[str, str] | None

    @property
    def actor_url(self) -> str:
        return people.address(*self.actor) if self.actor else ""


def notices(
    viewer: Person, *, only_unread: bool = False, before: str = "", size: int = 20
) -> tuple[list[NoticeRow], str | None]:
    """The newest notices of what the viewer may see now, and where the next page begins. Raises `BadCursor`."""
    rows = seen_by(viewer)
    if only_unread:
        rows = rows.filter(read_at=None)
    cursor = Cursor.read(before)
    if cursor:
        rows = rows.filter(Q(at__lt=cursor.at) | Q(at=cursor.at, pk__lt=cursor.id))
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return told(viewer, found[:size]), Cursor(last.at, last.pk).written() if last else None


def notice(viewer: Person, key: str) -> NoticeRow:
    """One notice, or `Absent`."""
    found = told(viewer, list(seen_by(viewer).filter(key=key)))
    if not found:
        raise Absent
    return found[0]


def seen_by(viewer: Person) -> QuerySet[Notice]:
    """The viewer’s notices about what they may see now, the newest first."""
    return Notice.objects.filter(rules.visible(viewer)).order_by("-at", "-id").select_related("actor")


def told(viewer: Person, rows: list[Notice]) -> list[NoticeRow]:
    """The same in words; what has just gone out of sight is left out."""
    cards = cards_of(viewer, rows)
    there = [(row, cards.get((row.thing_kind, row.thing_id))) for row in rows]
    return [row_of(row, card) for row, card in there if card or not row.thing_kind]


def row_of(row: Notice, card: Card | None) -> NoticeRow:
    """One notice in the language in force."""
    names = [row.actor.name] if row.actor else []
    title = card.title if card else ""
    return NoticeRow(
        key=row.key,
        kind=row.kind,
        sentence=words.sentence(row.kind, row.act, names, title, translation.get_language() or "en"),
        url=card.url if card else PLACES.get(row.kind, "/"),
        place=card.place if card else "",
        excerpt=card.words if card and row.kind not in BARE else "",
        at=row.at,
        read_at=row.read_at,
        thing=(card.kind, card.key) if card else None,
        actor=(row.actor.key, row.actor.name) if row.actor else None,
    )
