"""The list of spaces: one page of rows, and how many there are of each sort. Four queries in a world of any size."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from terreau.foundation.identity.models import Person
from terreau.foundation.text import names, words
from terreau.foundation.text.cursors import Cursor
from terreau.foundation.text.folding import fold
from terreau.network.spaces import rules
from terreau.network.spaces.models import Discovery, Invitation, Membership, Request, Space
from terreau.network.spaces.queries.rows import address, named
from terreau.network.spaces.queries.templates import country_name, language_name

PAGE = 20
FACETS = ("openness", "category", "language")
FACET_NAMES = (*FACETS, "country")
SHORTEST_WORD = 4  # shorter words of a purpose say nothing about what it is about
ALIKE = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of the list. `only`: "" all that live, "mine", "archived". Empty means: any."""

    only: str = ""
    q: str = ""
    openness: str = ""
    category: str = ""
    country: str = ""
    language: str = ""
    before: str | None = None

    def changed(self, **more: str) -> str:
        """The address of the same list with something else asked, from its beginning."""
        asked = {name: getattr(self, name) for name in ("only", "q", *FACET_NAMES)} | more
        return "&".join(f"{name}={quote(value, safe='')}" for name, value in asked.items() if value)


@dataclass(frozen=True, slots=True)
class Facet:
    """One choice of a facet, how many spaces it has, and the list it leads to."""

    name: str
    count: int
    query: str
    current: bool


@dataclass(slots=True)
class Listed:
    """A space in the list, with what the viewer is to it."""

    id: int
    key: str
    name: str
    purpose: str
    openness: str
    language: str
    category: str
    member_count: int
    official: bool
    archived: bool
    may_join: bool
    may_request: bool
    role: str = ""
    starred: bool = False
    waiting: bool = False
    invited: bool = False

    @property
    def url(self) -> str:
        return address(self.key, self.name)

    @property
    def initials(self) -> str:
        return names.initials(self.name)

    @property
    def tone(self) -> int:
        return names.tone(self.key)


@dataclass(frozen=True, slots=True)
class Directory:
    rows: list[Listed]
    next: str | None
    total: int
    facets: dict[str, list[Facet]] = field(default_factory=dict)


def directory(viewer: Person, *, wanted: Wanted) -> Directory:
    """One page of the spaces that exist for the viewer, liveliest first. Raises `BadCursor`."""
    found = filtered(viewer, wanted)
    cursor = Cursor.read(wanted.before)
    page = found
    if cursor:
        page = found.filter(Q(active_at__lt=cursor.at) | Q(active_at=cursor.at, pk__lt=cursor.id))
    spaces = list(page.order_by("-active_at", "-pk")[: PAGE + 1])
    further = Cursor(spaces[PAGE - 1].active_at, spaces[PAGE - 1].pk).written() if len(spaces) > PAGE else None
    rows = rows_of(viewer, spaces[:PAGE])
    if cursor:
        return Directory(rows, further, 0)
    facets, total = counted(viewer, wanted)
    return Directory(rows, further, total, facets)


def filtered(viewer: Person, wanted: Wanted, *, but: Iterable[str] = ()) -> QuerySet[Space]:
    """The spaces that answer what is wanted, some facets aside."""
    belonging = {"mine": Q(memberships__person_id=viewer.pk)}.get(wanted.only, Q())
    resting = Q() if wanted.only == "mine" else Q(archived_at__isnull=wanted.only != "archived")
    found = Space.objects.filter(rules.visible(viewer), belonging, resting, matching(wanted.q))
    made_for = Discovery.objects.filter(country=wanted.country).values("space_id")
    for name in FACET_NAMES:
        value = getattr(wanted, name)
        if value and name not in but:
            found = found.filter(pk__in=made_for) if name == "country" else found.filter(**{name: value})
    return found


def matching(q: str) -> Q:
    """Every word of `q` stands in a name or a purpose, accents and case aside."""
    asked = Q()
    for word in words.tokens(q)[:8]:
        asked &= Q(words__contains=fold(word)) | Q(words="", name__icontains=word)
    return asked


def rows_of(viewer: Person, spaces: Sequence[Space]) -> list[Listed]:
    """Rows with what the viewer is to each space: two more queries, whatever their number."""
    rows = {space.pk: listed(viewer, space) for space in spaces}
    ids = list(rows)
    mine = Membership.objects.filter(person_id=viewer.pk, space_id__in=ids)
    for space_id, role, starred_at in mine.values_list("space_id", "role", "starred_at"):
        rows[space_id].role, rows[space_id].starred = role, starred_at is not None
    asked = Request.objects.filter(person_id=viewer.pk, space_id__in=ids, answered_at=None)
    invited = Invitation.objects.filter(rules.open_invitation(viewer), space_id__in=ids)
    waits = asked.values_list("space_id", Value(0)).union(invited.values_list("space_id", Value(1)), all=True)
    for space_id, is_invited in waits:
        setattr(rows[space_id], "invited" if is_invited else "waiting", True)
    return list(rows.values())


def listed(viewer: Person, space: Space) -> Listed:
    return Listed(
        id=space.pk,
        key=space.key,
        name=named(space.name, space.names, viewer.language),
        purpose=named(space.purpose, space.purposes, viewer.language),
        openness=space.openness,
        language=space.language,
        category=space.category,
        member_count=space.member_count,
        official=space.official_at is not None,
        archived=space.archived_at is not None,
        may_join=rules.walks_in(viewer, space),
        may_request=rules.asks_at(viewer, space),
    )


def counted(viewer: Person, wanted: Wanted) -> tuple[dict[str, list[Facet]], int]:
    """Choices of each facet with their counts, the other facets applied; and how many spaces answer everything."""
    groups = filtered(viewer, wanted, but=FACETS).order_by().values_list(*FACETS).annotate(n=Count("pk"))
    tallies: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    total = 0
    for *values, n in groups:
        fits = [
            not getattr(wanted, name) or getattr(wanted, name) == value
            for name, value in zip(FACETS, values, strict=True)
        ]
        total += n if all(fits) else 0
        for place, name in enumerate(FACETS):
            if all(fits[:place] + fits[place + 1 :]):
                tallies[name][values[place]] += n
    tallies["country"] = by_country(viewer, wanted)
    return {name: facets_of(viewer, wanted, name, tally) for name, tally in tallies.items()}, total


def by_country(viewer: Person, wanted: Wanted) -> Counter[str]:
    """How many of the spaces were made for each country."""
    inside = filtered(viewer, wanted, but=["country"]).filter(restricted=True)
    rows = Discovery.objects.exclude(country="").filter(space__in=inside.values("pk"))
    return Counter(dict(rows.order_by().values_list("country").annotate(n=Count("pk"))))


def facets_of(viewer: Person, wanted: Wanted, name: str, tally: Counter[str]) -> list[Facet]:
    """The choices of one facet, most spaces first; the chosen one leads back to all."""
    chosen = getattr(wanted, name)
    speak = {"country": country_name, "language": language_name}.get(name, lambda value, _language: value)
    return [
        Facet(
            speak(value, viewer.language),
            n,
            wanted.changed(**{name: "" if value == chosen else value}),
            value == chosen,
        )
        for value, n in sorted(tally.items(), key=lambda pair: (-pair[1], pair[0]))[:12]
        if value
    ]


def similar(viewer: Person, *, said: str) -> list[Listed]:
    """Living spaces that share most words with a name and a purpose: who proposes looks there first."""
    telling = {stem(word) for word in words.tokens(said[:600]) if len(word) >= SHORTEST_WORD}
    if not telling:
        return []
    hits: Any = sum(
        (
            Case(When(words__contains=word, then=Value(1)), default=Value(0), output_field=IntegerField())
            for word in sorted(telling)[:16]
        ),
        Value(0),
    )
    near = Space.objects.filter(rules.visible(viewer), archived_at=None).annotate(hits=hits)
    return rows_of(viewer, list(near.filter(hits__gt=0).order_by("-hits", "-member_count", "pk")[:ALIKE]))


def stem(word: str) -> str:
    """The beginning that the forms of a word share, folded, so that régulier meets régulière."""
    return min(
        (form for form in words.expand(word, words.STEMMED) if len(form) >= SHORTEST_WORD), key=len, default=word
    )
