"""Spaces as rows, and the questions that rooms above build on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.access.words import one
from terreau.foundation.identity.models import Person
from terreau.foundation.text import names
from terreau.foundation.text.keys import slug
from terreau.network.people import queries as people
from terreau.network.spaces import rules
from terreau.network.spaces.models import FormerKey, Membership, Space

RAIL = 12
COMMON = 5


@dataclass(frozen=True, slots=True)
class SpaceRow:
    """A space as pages show it: plain words, no queries left to make."""

    id: int
    key: str
    name: str
    openness: str
    language: str
    unread: int = 0

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
class Place:
    """A space in which somebody may write."""

    key: str
    name: str
    member_count: int
    openness: str


def address(key: str, name: str) -> str:
    """`/spaces/k7f2xx-qualite`: the key decides, the words are for people."""
    return f"/spaces/{key}-{slug(name)}"


def seen_by(viewer: Person) -> QuerySet[Space]:
    """Spaces that exist for the viewer; anything else is absent."""
    return Space.objects.filter(rules.visible(viewer))


def by_key(viewer: Person, key: str) -> Space:
    """The space at an address, also at one it once had; or `Absent`."""
    former = FormerKey.objects.filter(key=key).values("space_id")
    return next(iter(seen_at(viewer, key)), None) or one(seen_by(viewer).filter(pk__in=former))


seen_at = Prepared(lambda viewer, key: seen_by(viewer).filter(key=key))


def read_by(viewer: Person) -> QuerySet[Space]:
    """Spaces whose content the viewer may read."""
    return Space.objects.filter(rules.readable(viewer))


readable_at = Prepared(lambda viewer, key: read_by(viewer).filter(key=key))


def written_by(viewer: Person) -> QuerySet[Space]:
    """Spaces in which the viewer may publish, by name."""
    mine = Membership.objects.filter(person_id=viewer.pk).values("space_id")
    return Space.objects.filter(rules.shown(), pk__in=mine, archived_at=None).order_by("name")


def places_to_write(viewer: Person) -> list[Place]:
    """The same as choices, named and ordered in the reader’s language."""
    rows = written_by(viewer).values_list("key", "name", "names", "member_count", "openness")
    found = [
        Place(key, named(name, others, viewer.language), members, openness)
        for key, name, others, members, openness in rows
    ]
    return sorted(found, key=lambda place: names.sort_key(place.name, viewer.language))


written_at = Prepared(lambda viewer, key: written_by(viewer).filter(key=key))


def own_ids(viewer: Person) -> "QuerySet[Space, Any]":
    """Ids of the spaces the viewer is in."""
    return Space.objects.filter(rules.shown(), memberships__person_id=viewer.pk).values("id")


def in_common(viewer: Person, person: Person) -> list[SpaceRow]:
    """Living spaces in which both are, the most active first; nothing that the viewer is not in."""
    both = Space.objects.filter(rules.shown(), archived_at=None, memberships__person_id=viewer.pk)
    theirs = Membership.objects.filter(space=OuterRef("pk"), person_id=person.pk)
    rows = both.filter(Exists(theirs)).order_by("-active_at", "pk")
    found = rows.only("pk", "key", "name", "names", "openness", "language")[:COMMON]
    return [SpaceRow(s.pk, s.key, named(s.name, s.names, viewer.language), s.openness, s.language) for s in found]


def official_home(viewer: Person) -> "QuerySet[Space, Any]":
    """Ids of the official spaces the viewer may read."""
    return Space.objects.filter(rules.official_for(viewer)).values("id")


def home_of(viewer: Person) -> "QuerySet[Space, Any]":
    """Ids of the spaces that fill the viewer’s home feed: their own and the official ones."""
    return own_ids(viewer).union(official_home(viewer))


def readable_ids(viewer: Person) -> "QuerySet[Space, Any]":
    """Ids of the spaces whose content the viewer may read."""
    return read_by(viewer).values("id")


def unread_of(viewer: Person) -> Q:
    """For posts: arrived since the viewer last marked the space read."""
    mine = Membership.objects.filter(
        person_id=viewer.pk, space_id=OuterRef("space_id"), read_at__lt=OuterRef("arrived_at")
    )
    return Q(Exists(mine))


def rail_of(viewer: Person) -> "QuerySet[Membership, Any]":
    """The viewer’s liveliest spaces, starred first: a question that a room above completes with what is unread."""
    starred = Case(When(starred_at=None, then=Value(1)), default=Value(0))
    rows = Membership.objects.filter(person_id=viewer.pk, space__shown_at__isnull=False, space__archived_at=None)
    columns = {name: F(f"space__{name}") for name in ("key", "name", "names", "openness", "language")}
    return rows.order_by(starred, "-space__active_at").values("space_id", "read_at", **columns)[:RAIL]


def read_at(viewer: Person, space: Space) -> datetime | None:
    """Up to when the viewer, a member, has read this space."""
    rows = Membership.objects.filter(space=space, person_id=viewer.pk)
    return rows.values_list("read_at", flat=True).first()


def named(name: str, spoken: dict[str, str], language: str) -> str:
    """The name in the reader’s language, where the space has one."""
    return spoken.get(language) or name


@dataclass(frozen=True, slots=True)
class Keeper:
    """Someone who looks after a space, as its page shows them."""

    key: str
    name: str
    role: str
    title: str
    photo: str = ""

    @property
    def url(self) -> str:
        return f"/people/{self.key}-{slug(self.name)}"

    @property
    def initials(self) -> str:
        return names.initials(self.name)

    @property
    def tone(self) -> int:
        return names.tone(self.key)

    @property
    def picture(self) -> str:
        return people.picture(self.photo)
