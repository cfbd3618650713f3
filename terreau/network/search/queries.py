"""Searching: what bears the words in its title and the newest that holds them is ranked, counted, cut into facets."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from markupsafe import Markup

from terreau.foundation.access.driver import moment
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

NEWEST = 300  # entries looked at and counted; where there are more, the page says so
FARTHEST = 2_000  # entries looked at for the sake of a later page
LEADING = 200  # entries that bear a word in their title, however old, and as many people and spaces
PAGE = 20
EXCERPT = 240
PHRASED = 300  # entries in which a phrase is looked for word by word
FACET = 6
SUGGESTED = 8
SUGGESTED_AMONG = 50  # of the newest entries
KINDS = ("post", "comment", "page", "event", "file", "message", "space", "person")
RARE = ("person", "space")
TOGETHER = {"document": "file"}  # counted and asked for as one: files of folders and those hung on something
COLUMNS = ("id", "kind", "thing_id", "space_id", "author_id", "language")
AT, TITLE = 6, 7  # places of the moment and of the terms of the title, which stand behind
ORDERS = ("relevance", "date")
Entry = tuple[int, str, int, int | None, int | None, str, Any, str]  # COLUMNS, AT and TITLE


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
    start = (page - 1) * PAGE
    sought, found = sought_and_found(viewer, query, asked, far=start + PAGE)
    if sought is None:
        return Results([], 0, False, None)
    shown = ordered(found, sought, asked.order, start + PAGE)[start : start + PAGE]
    hits = hits_of(viewer, query, shown)
    found = without(found, shown, hits)
    _ids, kinds, _things, space_ids, author_ids, spoken, *_ = zip(*found, strict=True) if found else [()] * 6
    return Results(
        hits=list(hits.values()),
        total=len(found),
        more=len(found) >= NEWEST,
        next=page + 1 if len(found) > start + PAGE else None,
        kinds=counted(kinds) if not asked.kind else of_all_kinds(viewer, query, asked) | counted(kinds),
        spaces=facet_of(viewer, "space", space_ids, asked.space_ids),
        authors=facet_of(viewer, "person", author_ids, asked.author_ids),
        languages=languages_of(spoken, asked.languages),
    )


def first_hits(viewer: Person, *, text: str, narrowed: Narrowed) -> list[Hit]:
    """The first page alone, where nobody counts."""
    query = words.parse(text)
    sought, found = sought_and_found(viewer, query, narrowed)
    rows = ordered(found, sought, narrowed.order, PAGE)[:PAGE] if sought else []
    return list(hits_of(viewer, query, rows).values())


def sought_and_found(
    viewer: Person, query: words.Query, asked: Narrowed, far: int = PAGE
) -> tuple[terms.Groups | None, list[Entry]]:
    """What is looked for, and what holds it. Where whole words find less than a page, the last may be a beginning.

    Beginnings are dear: in millions of texts an engine gathers all that begins so before it gives the first.
    """
    newest = NEWEST if far < NEWEST else min(FARTHEST, far + 1)
    for tried in [replace(query, prefix=False), query] if query.prefix else [query]:
        sought = terms.groups(tried, words.STEMMED)
        found = phrased(query, gathered(viewer, sought, asked, newest)) if sought else []
        if len(found) >= PAGE:
            break
    return sought, found


def of_all_kinds(viewer: Person, query: words.Query, asked: Narrowed) -> dict[str, int]:
    """How much of each kind there is, where one kind was asked for."""
    _sought, found = sought_and_found(viewer, query, replace(asked, kind=""))
    return counted(entry[1] for entry in found)


def counted(kinds: Iterable[str]) -> dict[str, int]:
    """How many of each kind, as the tabs name them."""
    return dict(Counter(TOGETHER.get(kind, kind) for kind in kinds))


def gathered(viewer: Person, sought: terms.Groups, asked: Narrowed, newest: int) -> list[Entry]:
    """What may be shown and counted, newest first: what bears a word in its title, however old, and the newest that

    hold the words at all. Where there are more, people and spaces besides: what is newer would bury them. The index may
    lag a second behind what happens to a thing, never behind who reads its space.
    """
    together = [kind for kind, shown in TOGETHER.items() if shown == asked.kind]
    kind = [terms.of_kinds([asked.kind, *together])] if asked.kind else []
    titled = Pool(terms.source(sought, [terms.in_title(sought), *kind]), LEADING, f"{terms.TABLE}.title_terms")
    rows = entries(viewer, asked, [titled, Pool(terms.source(sought, kind), newest)])
    if not kind and sum(not entry[TITLE] for entry in rows) == newest:
        rare = terms.source(sought, [terms.of_kinds(RARE)])
        rows = [*entries(viewer, asked, [Pool(rare, LEADING, f"{terms.TABLE}.title_terms")]), *rows]
    found = {entry[0]: entry for entry in reversed(rows)}  # of those found twice the one with its title
    return sorted(found.values(), key=itemgetter(0), reverse=True)


@dataclass(frozen=True)
class Pool:
    """The newest `most` entries of a place, with the words of their titles or without."""

    place: terms.Source
    most: int
    title: str = "''"


def entries(viewer: Person, asked: Narrowed, pools: Sequence[Pool]) -> list[Entry]:
    """What the viewer may find in each of these, in one statement."""
    sql, values = statement(viewer, asked, pools)
    with connection.cursor() as db:
        db.execute(sql, values)
        found: list[Entry] = db.fetchall()
        return found


def statement(viewer: Person, asked: Narrowed, pools: Sequence[Pool]) -> tuple[str, list[Any]]:
    """That statement and its values."""
    seen, seen_values = condition(visible_entries, viewer)
    where, values = conditions(asked)
    columns = ", ".join(f"{terms.TABLE}.{name}" for name in COLUMNS)
    parts = [
        f"SELECT * FROM (SELECT {columns}, {pool.place.at} AS at, {pool.title} AS titled FROM {pool.place.tables}"
        f" WHERE {pool.place.where} AND ({seen}){where} ORDER BY {pool.place.id} DESC LIMIT {pool.most}) pool"
        for pool in pools
    ]
    return " UNION ALL ".join(parts), [v for pool in pools for v in (pool.place.value, *seen_values, *values)]


def visible_entries(viewer: Person) -> "QuerySet[Indexed, Any]":
    """Ids of the entries the viewer may find."""
    return Indexed.objects.filter(rules.visible(viewer)).values("id")


def conditions(asked: Narrowed) -> tuple[str, list[Any]]:
    """Narrowing as SQL, but for the kind, which is a term of the index."""
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


def phrased(query: words.Query, found: list[Entry]) -> list[Entry]:
    """Those in which every "phrase" stands word by word; of very many only the newest are looked through.

    Of a text too long to be kept whole it is enough that it holds the words.
    """
    if not query.phrases:
        return found
    newest = found[:PHRASED]
    rows = Indexed.objects.filter(pk__in=[entry[0] for entry in newest])
    kept = {
        pk
        for pk, title, text in rows.values_list("pk", "title", "text")
        if len(text) >= TEXT_KEPT or all(words.holds(f"{title}\n{text}", phrase) for phrase in query.phrases)
    }
    return [entry for entry in newest if entry[0] in kept]


def ordered(found: list[Entry], sought: terms.Groups, order: str, far: int) -> list[Row]:
    """The first `far` by relevance or by date, equal ones newest first, on both engines alike."""
    if order == "date":
        return list(map(row_of, sorted(found, key=itemgetter(AT, 0), reverse=True)[:far]))
    # What bears no word in its title fits alike, and the newer comes first.
    leading, others = [entry for entry in found if entry[TITLE]], [entry for entry in found if not entry[TITLE]]
    rows, now = list(map(row_of, [*leading, *others[: far + ranking.REFINED]])), timezone.now()
    ranking.rank(rows, sought, now)
    ranking.refine(rows, sought, dict(terms_kept([row.id for row in rows[: ranking.REFINED]])), now)
    return rows


def row_of(entry: Entry) -> Row:
    id, kind, thing_id, _space, _author, language, at, title = entry
    return Row(id, kind, thing_id, language, moment(at), terms.unmarked(title) if title else [])


terms_kept = Composed(lambda ids: Indexed.objects.filter(pk__in=ids).values_list("pk", "text_terms"))
texts_kept = Composed(lambda ids: Indexed.objects.filter(pk__in=ids).values_list("pk", "text"))


def hits_of(viewer: Person, query: words.Query, rows: Sequence[Row]) -> dict[int, Hit]:
    """Cards and highlighted words of one page, by entry; of things the viewer sees at this moment only."""
    cards = {
        (kind, id): card
        for kind in {row.kind for row in rows}
        for id, card in room_of(kind).cards(viewer, [row.thing_id for row in rows if row.kind == kind]).items()
    }
    texts = dict(texts_kept([row.id for row in rows]))
    sought = query.marks(words.STEMMED)
    hits = {}
    for row in rows:
        card = cards.get((row.kind, row.thing_id))
        if card:
            excerpt = excerpt_of(card, texts.get(row.id, ""), sought)
            hits[row.id] = Hit(card, words.highlight(card.title, sought), excerpt, row.language)
    return hits


def excerpt_of(card: Card, text: str, sought: Collection[str]) -> Markup:
    """Words around what was sought. Of a space, which tells its purpose in several languages, those of the reader’s.

    Only where what they sought stands in another language alone, that one is shown.
    """
    if card.kind == "space" and card.words:
        own = words.snippet(card.words, sought, EXCERPT)
        if "<mark>" in own or "<mark>" in words.highlight(card.title, sought):
            return own
    return words.snippet(text or card.words, sought, EXCERPT)


def without(found: list[Entry], shown: Sequence[Row], hits: Mapping[int, Hit]) -> list[Entry]:
    """Without what was to be shown and turned out to be gone: the index has not heard of it yet."""
    gone = {row.id for row in shown} - hits.keys()
    return [entry for entry in found if entry[0] not in gone] if gone else found


def facet_of(viewer: Person, kind: str, found: Sequence[int | None], chosen: Sequence[int]) -> list[Facet]:
    """Where or by whom most was found, what is chosen always among them, by keys; only what exists for the viewer."""
    counted = Counter(id for id in found if id)
    most = [id for id, _count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:FACET]]
    wanted = list(dict.fromkeys([*chosen, *most]))
    cards = room_of(kind).cards(viewer, wanted) if wanted else {}
    facets = [Facet(cards[id].key, cards[id].title, counted[id]) for id in wanted if id in cards]
    return sorted(facets, key=lambda facet: -facet.count)


def languages_of(found: Sequence[str], chosen: Sequence[str]) -> list[Facet]:
    """In which languages it is written; the page knows their names."""
    counted = Counter(found)
    counted.pop("", None)
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
    found = ordered(gathered(viewer, sought, Narrowed(), SUGGESTED_AMONG), sought, "relevance", SUGGESTED_AMONG)
    firsts = [row for kind in RARE for row in [row for row in found if row.kind == kind][:3]]
    firsts.sort(key=lambda row: (-row.score, -row.id))
    shown = [*firsts, *(row for row in found if row.kind not in RARE)][:SUGGESTED]
    return list(hits_of(viewer, query, shown).values())
