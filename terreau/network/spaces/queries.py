"""Every read about spaces, trimmed to what the viewer may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from terreau.foundation.identity.models import Person
from terreau.foundation.text import names
from terreau.foundation.text.keys import slug
from terreau.network.spaces import rules
from terreau.network.spaces.models import Invitation, Membership, Openness, Request, Role, Space

RAIL = 12


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


def address(key: str, name: str) -> str:
    """`/spaces/k7f2xx-qualite`: the key decides, the words are for people."""
    return f"/spaces/{key}-{slug(name)}"


def seen_by(viewer: Person) -> QuerySet[Space]:
    """Spaces that exist for the viewer; anything else is absent."""
    return Space.objects.filter(rules.visible(viewer))


def read_by(viewer: Person) -> QuerySet[Space]:
    """Spaces whose content the viewer may read."""
    return Space.objects.filter(rules.readable(viewer))


def written_by(viewer: Person) -> QuerySet[Space]:
    """Spaces in which the viewer may publish, by name."""
    mine = Membership.objects.filter(person_id=viewer.pk).values("space_id")
    return Space.objects.filter(rules.shown(), pk__in=mine, archived_at=None).order_by("name")


def own_ids(viewer: Person) -> "QuerySet[Space, Any]":
    """Ids of the spaces the viewer is in."""
    return Space.objects.filter(rules.shown(), memberships__person_id=viewer.pk).values("id")


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

    @property
    def url(self) -> str:
        return f"/people/{self.key}-{slug(self.name)}"

    @property
    def initials(self) -> str:
        return names.initials(self.name)

    @property
    def tone(self) -> int:
        return names.tone(self.key)


@dataclass(frozen=True, slots=True)
class SpacePage:
    """The head and the side of a space’s page: what it is, who looks after it, what the viewer may do here."""

    id: int
    key: str
    name: str
    purpose: str
    openness: str
    joining: str
    language: str
    member_count: int
    archived: bool
    official: bool
    source: str
    role: str
    level: str
    readable: bool
    may_publish: bool
    may_manage: bool
    may_join: bool
    may_request: bool
    waiting: bool
    invited: bool
    keepers: list[Keeper]

    @property
    def url(self) -> str:
        return address(self.key, self.name)

    @property
    def initials(self) -> str:
        return names.initials(self.name)

    @property
    def tone(self) -> int:
        return names.tone(self.key)

    @property
    def two_keys(self) -> bool:
        return sum(keeper.role == Role.OWNER for keeper in self.keepers) >= 2


def page_of(viewer: Person, space: Space) -> SpacePage:
    """All that a space’s pages say around their content, for a space already known to be visible."""
    mine = Membership.objects.filter(space=space, person_id=viewer.pk).first()
    readable = rules.may_read(viewer, space)
    here = mine is not None and space.archived_at is None
    return SpacePage(
        id=space.pk,
        key=space.key,
        name=named(space.name, space.names, viewer.language),
        purpose=named(space.purpose, space.purposes, viewer.language),
        openness=space.openness,
        joining=space.joining,
        language=space.language,
        member_count=space.member_count,
        archived=space.archived_at is not None,
        official=space.official_at is not None,
        source=space.source,
        role=mine.role if mine else "",
        level=mine.level if mine else "",
        readable=readable,
        may_publish=here,
        may_manage=mine is not None and mine.role in rules.KEEPERS,
        may_join=mine is None and rules.may_join(viewer, space),
        may_request=mine is None and rules.may_request(viewer, space),
        waiting=mine is None and Request.objects.filter(space=space, person_id=viewer.pk, answered_at=None).exists(),
        invited=mine is None and Invitation.objects.filter(rules.open_invitation(viewer), space=space).exists(),
        keepers=keepers_of(space) if mine or space.openness != Openness.SECRET else [],
    )


def keepers_of(space: Space) -> list[Keeper]:
    """Owners first, then community managers."""
    rows = Membership.objects.filter(space=space, role__in=rules.KEEPERS).order_by("-role", "joined_at")
    columns = ("person__key", "person__name", "role", "person__profile__title")
    return [Keeper(key, name, role, title or "") for key, name, role, title in rows.values_list(*columns)[:6]]


def keys(ids: Iterable[int]) -> dict[int, str]:
    """Keys of spaces by id, for things already known to be visible."""
    return dict(Space.objects.filter(Q(pk__in=list(ids))).values_list("pk", "key"))
