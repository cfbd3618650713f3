"""Searching: the newest 2,000 visible matches are ranked, counted and cut into facets; larger counts read “1,000+”."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import starmap
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from markupsafe import Markup

from terreau.foundation.access.prepared import condition
from terreau.foundation.cards.shapes import Card, room_of
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.foundation.text import words
from terreau.network.people import queries as people
from terreau.network.search import ranking, rules, terms
from terreau.network.search.models import TEXT_KEPT, Indexed
from terreau.network.search.ranking import Row
from terreau.network.spaces import queries as spaces

NEWEST = 2_000
PAGE = 20
MANY = 1_000
EXCERPT = 240
PHRASED = 300  # entries in which a phrase is looked for word by word
FACET = 6
SUGGESTED = 8
KINDS = ("post", "comment", "page", "event", "file", "space", "person")
RARE = ("person", "space")
COLUMNS = ("id", "kind", "thing_id", "space_id", "author_id", "language")
ORDERS = ("relevance", "date")


@dataclass(frozen=True)
class Narrowed:
    """What the person asked besides words; empty means any. Several spaces, authors or languages: one of them."""

    kind: str = ""
    space_ids: tuple[int, ...] = ()
    author_ids: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    order: str = "relevance"


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: its card, title and excerpt with the words marked, and the language it is written in."""

    card: Card
    title: Markup
    words: Markup
    language: str


@dataclass(frozen=True, slots=True)
class Facet:
    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Results:
    """One page of hits, how many there are (`more` than counted when True), and the facets of all of them."""

    hits: list[Hit]
    total: int
    more: bool
    next: int | None
    kinds: dict[str, int] = field(default_factory=dict)
    spaces: list[Facet] = field(default_factory=list)
    authors: list[Facet] = field(default_factory=list)
    languages: list[Facet] = field(default_factory=list)


def search(viewer: Person, *, text: str, narrowed: Narrowed | None = None, page: int = 1) -> Results:
    """What `viewer` may find for `text`. An empty or wordless text finds nothing."""
    asked = narrowed or Narrowed()
    query = words.parse(text)
    sought, found = sought_and_found(viewer, query, asked)
    if sought is None:
        return Results([], 0, False, None)
    shown = [row for row in found if not asked.kind or row.kind == asked.kind]
    ordered(shown, sought, asked.order)
    start = (page - 1) * PAGE
    return Results(
        hits=hits_of(viewer, query, shown[start : start + PAGE]),
        total=len(shown),
        more=len(shown) >= MANY,
        next=page + 1 if len(shown) > start + PAGE else None,
        kinds=dict(Counter(row.kind for row in found)),
        spaces=facet_of(viewer, "space", [row.space_id for row in shown], asked.space_ids),
        authors=facet_of(viewer, "person", [row.author_id for row in shown], asked.author_ids),
        languages=languages_of(shown, asked.languages),
    )


def sought_and_found(viewer: Person, query: words.Query, asked: Narrowed) -> tuple[terms.Groups | None, list[Row]]:
    """What is looked for, and what holds it. Where whole words find less than a page, the last may be a beginning.

    Beginnings are dear: in millions of texts an engine gathers all that begins so before it gives the first.
    """
    for tried in [replace(query, prefix=False), query] if query.prefix else [query]:
        sought = terms.groups(tried, words.STEMMED)
        found = phrased(query, trimmed(viewer, gathered(viewer, sought, asked))) if sought else []
        if len(found) >= PAGE:
            break
    return sought, found


def gathered(viewer: Person, sought: terms.Groups, asked: Narrowed) -> list[Row]:
    """The newest matches; where there are more than can be ranked, people, spaces and the kind asked for besides.

    They would be buried under newer posts that hold the same words.
    """
    found = {row.id: row for row in matches(viewer, sought, asked)}
    if len(found) == NEWEST:
        for kinds in [RARE] if not asked.kind or asked.kind in RARE else [RARE, (asked.kind,)]:
            found |= {row.id: row for row in matches(viewer, sought, asked, kinds)}
    return list(found.values())


def matches(viewer: Person, sought: terms.Groups, asked: Narrowed, kinds: Sequence[str] = ()) -> list[Row]:
    """The newest visible entries that hold the words, at most 2,000, in one statement."""
    sql, values = statement(viewer, sought, asked, kinds)
    with connection.cursor() as db:
        db.execute(sql, values)
        return list(starmap(Row, db.fetchall()))


def statement(viewer: Person, sought: terms.Groups, asked: Narrowed, kinds: Sequence[str]) -> tuple[str, list[Any]]:
    """That statement and its values."""
    seen, seen_values = condition(visible_entries, viewer)
    where, values = conditions(asked)
    place = terms.source(sought, kinds)
    columns = ", ".join(f"{terms.TABLE}.{name}" for name in COLUMNS)
    sql = (
        f"SELECT {columns}, {terms.TABLE}.title_terms, {place.seconds} FROM {place.tables}"
        f" WHERE {place.where} AND ({seen}){where} ORDER BY {place.id} DESC LIMIT {NEWEST}"
    )
    return sql, [place.value, *seen_values, *values]


def visible_entries(viewer: Person) -> "QuerySet[Indexed, Any]":
    """Ids of the entries the viewer may find."""
    return Indexed.objects.filter(rules.visible(viewer)).values("id")


def conditions(asked: Narrowed) -> tuple[str, list[Any]]:
    """Narrowing as SQL; the kind is left out, since its facet counts every kind."""
    parts: list[tuple[str, Sequence[Any]]] = [
        (f"{terms.TABLE}.{column} IN ({', '.join(['%s'] * len(chosen))})", chosen)
        for column, chosen in (
            ("space_id", asked.space_ids),
            ("author_id", asked.author_ids),
            ("language", asked.languages),
        )
        if chosen
    ]
    adapted = connection.ops.adapt_datetimefield_value
    parts += [(f"{terms.TABLE}.at >= %s", [adapted(asked.since)])] if asked.since else []
    parts += [(f"{terms.TABLE}.at < %s", [adapted(asked.until)])] if asked.until else []
    return "".join(f" AND {sql}" for sql, _ in parts), [value for _, values in parts for value in values]


def trimmed(viewer: Person, found: list[Row]) -> list[Row]:
    """Only what its own room says is visible at this moment: the index may lag a second, rights may not.

    The spaces were asked about just now; of what lies in them only the place is asked again: it may have been moved
    or withdrawn since the index heard of it.
    """
    kept: set[tuple[str, int, int | None]] = set()
    for kind in {row.kind for row in found}:
        ids = [row.thing_id for row in found if row.kind == kind]
        if kind in RARE:
            kept |= {(kind, id, None) for id in room_of(kind).visible(viewer, ids)}
        else:
            kept |= {(kind, id, space) for id, space in room_of(kind).places(ids).items()}
    return [row for row in found if (row.kind, row.thing_id, None if row.kind in RARE else row.space_id) in kept]


def phrased(query: words.Query, found: list[Row]) -> list[Row]:
    """Those in which every "phrase" stands word by word; of very many only the newest are looked through.

    Of a text too long to be kept whole it is enough that it holds the words.
    """
    if not query.phrases:
        return found
    newest = sorted(found, key=lambda row: -row.id)[:PHRASED]
    rows = Indexed.objects.filter(pk__in=[row.id for row in newest])
    kept = [
        pk
        for pk, title, text in rows.values_list("pk", "title", "text")
        if len(text) >= TEXT_KEPT or all(words.holds(f"{title}\n{text}", phrase) for phrase in query.phrases)
    ]
    return [row for row in newest if row.id in set(kept)]


def ordered(rows: list[Row], sought: terms.Groups, order: str) -> None:
    """By relevance or by date, equal ones newest first, on both engines alike."""
    if order == "date":
        rows.sort(key=lambda row: (row.at, row.id), reverse=True)
        return
    now = timezone.now()
    ranking.rank(rows, sought, now)
    best = [row.id for row in rows[: ranking.REFINED]]
    ranking.refine(rows, sought, dict(terms_kept(best)), now)


terms_kept = Composed(lambda ids: Indexed.objects.filter(pk__in=ids).values_list("pk", "text_terms"))
texts_kept = Composed(lambda ids: Indexed.objects.filter(pk__in=ids).values_list("pk", "text"))


def hits_of(viewer: Person, query: words.Query, rows: Sequence[Row]) -> list[Hit]:
    """Cards and highlighted words of one page."""
    cards = {
        (kind, id): card
        for kind in {row.kind for row in rows}
        for id, card in room_of(kind).cards(viewer, [row.thing_id for row in rows if row.kind == kind]).items()
    }
    texts = dict(texts_kept([row.id for row in rows]))
    sought = query.marks(words.STEMMED)
    hits = []
    for row in rows:
        card = cards.get((row.kind, row.thing_id))
        if card:
            excerpt = words.snippet(texts.get(row.id, "") or card.words, sought, EXCERPT)
            hits.append(Hit(card, words.highlight(card.title, sought), excerpt, row.language))
    return hits


def facet_of(viewer: Person, kind: str, found: Sequence[int | None], chosen: Sequence[int]) -> list[Facet]:
    """Where or by whom most was found, what is chosen always among them, by keys; only what exists for the viewer."""
    counted = Counter(id for id in found if id)
    most = [id for id, _count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:FACET]]
    wanted = list(dict.fromkeys([*chosen, *most]))
    cards = room_of(kind).cards(viewer, wanted) if wanted else {}
    facets = [Facet(cards[id].key, cards[id].title, counted[id]) for id in wanted if id in cards]
    return sorted(facets, key=lambda facet: -facet.count)


def languages_of(rows: Sequence[Row], chosen: Sequence[str]) -> list[Facet]:
    """In which languages it is written; the page knows their names."""
    counted = Counter(row.language for row in rows if row.language)
    most = sorted(counted, key=lambda language: (-counted[language], language))[:FACET]
    return [Facet(code, code, counted[code]) for code in dict.fromkeys([*most, *chosen])]


def space_ids(viewer: Person, keys: Sequence[str]) -> list[int]:
    """The spaces with these keys that exist for the viewer."""
    return list(spaces.seen_by(viewer).filter(key__in=keys).values_list("pk", flat=True)) if keys else []


def author_ids(viewer: Person, keys: Sequence[str]) -> list[int]:
    """The people with these keys that exist for the viewer."""
    return list(people.seen_by(viewer).filter(key__in=keys).values_list("pk", flat=True)) if keys else []


def suggest(viewer: Person, *, text: str) -> list[Hit]:
    """As one types: the first people and spaces, then content, whose words begin so."""
    query = words.parse(text)
    sought = terms.groups(replace(query, phrases=()), words.STEMMED)
    if sought is None:
        return []
    found = trimmed(viewer, gathered(viewer, sought, Narrowed()))
    ranking.rank(found, sought, timezone.now())
    firsts = [row for kind in RARE for row in [row for row in found if row.kind == kind][:3]]
    firsts.sort(key=lambda row: (-row.score, -row.id))
    return hits_of(viewer, query, [*firsts, *(row for row in found if row.kind not in RARE)][:SUGGESTED])
