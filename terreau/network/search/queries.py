"""Searching: the newest 2,000 visible matches are ranked, counted and cut into facets; larger counts read “1,000+”."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from markupsafe import Markup

from terreau.foundation.access.driver import moment
from terreau.foundation.access.prepared import ask
from terreau.foundation.cards.shapes import Card, room_of
from terreau.foundation.identity.models import Person
from terreau.foundation.text import words
from terreau.network.search import rules, terms
from terreau.network.search.models import Indexed
from terreau.network.spaces import queries as spaces

NEWEST = 2_000
PAGE = 20
MANY = 1_000
EXCERPT = 240
HALF_LIFE_DAYS = 180
KINDS = ("post", "comment", "person", "space", "file")
ORDERS = ("relevance", "date")


@dataclass(frozen=True)
class Narrowed:
    """What the person asked besides words. Empty means any."""

    kind: str = ""
    space_id: int | None = None
    author_id: int | None = None
    language: str = ""
    since: datetime | None = None
    until: datetime | None = None
    order: str = "relevance"


@dataclass(frozen=True, slots=True)
class Hit:
    card: Card
    title: Markup
    words: Markup


@dataclass(frozen=True)
class Results:
    """One page of hits, how many there are (`more` than counted when True), and the facets of all of them."""

    hits: list[Hit]
    total: int
    more: bool
    next: int | None
    kinds: dict[str, int] = field(default_factory=dict)
    spaces: list[tuple[str, str, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    kind: str
    thing_id: int
    space_id: int | None
    at: datetime
    rank: float


def search(viewer: Person, *, text: str, narrowed: Narrowed | None = None, page: int = 1) -> Results:
    """What `viewer` may find for `text`. An empty or wordless text finds nothing."""
    asked = narrowed or Narrowed()
    query = words.parse(text)
    found = trimmed(viewer, matches(viewer, query, asked))
    if asked.order == "date":
        found.sort(key=lambda row: row.at, reverse=True)
    else:
        found.sort(key=score, reverse=True)
    kinds = Counter(row.kind for row in found)
    shown = [row for row in found if not asked.kind or row.kind == asked.kind]
    start = (page - 1) * PAGE
    hits = hits_of(viewer, query, shown[start : start + PAGE])
    further = page + 1 if len(shown) > start + PAGE else None
    return Results(hits, len(shown), len(shown) >= MANY, further, dict(kinds), busiest_spaces(viewer, shown))


def score(row: Row) -> float:
    """How well it fits, halved with every half year of age; people and spaces do not age."""
    if row.kind in {"person", "space"}:
        return row.rank * 2
    age = max(0.0, (timezone.now() - row.at).total_seconds() / 86_400)
    fresh: float = 0.5 ** (age / HALF_LIFE_DAYS)
    return row.rank * (0.5 + 0.5 * fresh)


def matches(viewer: Person, query: words.Query, asked: Narrowed) -> list[Row]:
    """The newest visible entries that hold the words, at most 2,000, in one statement."""
    found = terms.match(query, words.STEMMED)
    if found is None:
        return []
    seen, seen_values = ask(visible_entries, viewer)
    where, values = conditions(asked)
    source = f"search_terms {found.join}" if found.join else f"{Indexed._meta.db_table} t"
    sql = (
        f"SELECT t.id, t.kind, t.thing_id, t.space_id, t.at, {found.rank} FROM {source}"
        f" WHERE {found.where} AND t.id IN (SELECT v.id FROM ({seen}) v WHERE v.id = t.id){where}"
        f" ORDER BY t.id DESC LIMIT {NEWEST}"
    )
    with connection.cursor() as db:
        db.execute(sql, [*found.rank_values, *found.values, *seen_values, *values])
        return [Row(id, kind, thing, space, moment(at), float(rank)) for id, kind, thing, space, at, rank in db]


def visible_entries(viewer: Person) -> "QuerySet[Indexed, Any]":
    """Ids of the entries the viewer may find."""
    return Indexed.objects.filter(rules.visible(viewer)).values("id")


def conditions(asked: Narrowed) -> tuple[str, list[Any]]:
    """Narrowing as SQL; the kind is left out, since its facet counts every kind."""
    parts: list[tuple[str, Any]] = [
        ("t.space_id = %s", asked.space_id),
        ("t.author_id = %s", asked.author_id),
        ("t.language = %s", asked.language or None),
        ("t.at >= %s", asked.since and connection.ops.adapt_datetimefield_value(asked.since)),
        ("t.at < %s", asked.until and connection.ops.adapt_datetimefield_value(asked.until)),
    ]
    kept = [(sql, value) for sql, value in parts if value is not None]
    return "".join(f" AND {sql}" for sql, _ in kept), [value for _, value in kept]


def trimmed(viewer: Person, found: list[Row]) -> list[Row]:
    """Only what its own room says is visible at this moment: the index may lag a second, rights may not."""
    kept: set[tuple[str, int]] = set()
    for kind in {row.kind for row in found}:
        ids = [row.thing_id for row in found if row.kind == kind]
        kept |= {(kind, id) for id in room_of(kind).visible(viewer, ids)}
    return [row for row in found if (row.kind, row.thing_id) in kept]


def hits_of(viewer: Person, query: words.Query, rows: Sequence[Row]) -> list[Hit]:
    """Cards and highlighted words of one page."""
    cards = {
        (kind, id): card
        for kind in {row.kind for row in rows}
        for id, card in room_of(kind).cards(viewer, [row.thing_id for row in rows if row.kind == kind]).items()
    }
    texts = dict(Indexed.objects.filter(pk__in=[row.id for row in rows]).values_list("pk", "text"))
    sought = [*query.words, *[word for phrase in query.phrases for word in phrase]]
    hits = []
    for row in rows:
        card = cards.get((row.kind, row.thing_id))
        if card:
            title = words.highlight(card.title, sought)
            hits.append(Hit(card, title, words.snippet(texts.get(row.id, "") or card.words, sought, EXCERPT)))
    return hits


def busiest_spaces(viewer: Person, rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    """The five spaces with most matches: (key, name, count)."""
    counted = Counter(row.space_id for row in rows if row.space_id).most_common(5)
    cards = room_of("space").cards(viewer, [id for id, _n in counted])
    return [(cards[id].key, cards[id].title, n) for id, n in counted if id in cards]


def space_named(viewer: Person, key: str) -> Card | None:
    """The space with this key, if it exists for the viewer."""
    found = spaces.seen_by(viewer).filter(key=key).first() if key else None
    return room_of("space").cards(viewer, [found.pk]).get(found.pk) if found else None


def suggest(viewer: Person, *, text: str) -> list[Card]:
    """As one types: the first people and spaces, then posts, whose words begin so."""
    found = trimmed(viewer, matches(viewer, words.parse(text), Narrowed()))
    order = {"person": 0, "space": 1}
    best = sorted(found, key=lambda row: (order.get(row.kind, 2), -score(row)))[:8]
    return [hit.card for hit in hits_of(viewer, words.parse(text), best)]
