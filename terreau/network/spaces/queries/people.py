"""Who is in a space, who asks to be, who was invited."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Absent, Refused, one
from terreau.foundation.accounts import queries as accounts
from terreau.foundation.identity.models import Person
from terreau.foundation.text import names
from terreau.foundation.text.keys import slug
from terreau.network.people import queries as people
from terreau.network.spaces import rules
from terreau.network.spaces.models import Invitation, Membership, Request, Role, Space

PAGE = 50
KEEPERS = 40
CANDIDATES = 8
COLUMNS = (
    "person_id",
    "person__key",
    "person__name",
    "person__profile__title",
    "role",
    "joined_at",
    "person__joined_at",
    "person__photo",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be invited, or who stands at the door."""

    key: str
    name: str
    title: str
    words: str = ""
    at: datetime | None = None
    photo: str = ""
    mailed_at: datetime | None = None
    may_mail_again: bool = False

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


@dataclass(frozen=True, slots=True)
class Member(Candidate):
    """A row of the list of members, with what the viewer may do to it."""

    role: str = ""
    here: bool = True
    me: bool = False
    may_remove: bool = False
    roles: tuple[str, ...] = ()
    may_receive_key: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """What keepers find at the door: requests to answer, invitations that wait."""

    requests: list[Candidate]
    invitations: list[Candidate]


@dataclass(frozen=True, slots=True)
class Members:
    keepers: list[Member]
    rows: list[Member]
    next: str | None
    asking: Asking | None


def members(viewer: Person, *, space: Space, q: str = "", after: str = "") -> Members | None:
    """Keepers, then everybody else by name, 50 at a time; None where the viewer may not read the space."""
    if not rules.may_read(viewer, space):
        return None
    mine = rules.role_of(viewer, space)
    inside = Membership.objects.filter(space=space, person__left_at=None)
    for word in q.split()[:5]:
        inside = inside.filter(person__name__icontains=word)
    others = inside.exclude(role__in=rules.KEEPERS)
    rows = list(beyond(viewer, others, after).order_by("person__name", "person_id").values_list(*COLUMNS)[: PAGE + 1])
    further = rows[PAGE - 1][1] if len(rows) > PAGE else None
    if after:
        return Members([], [member(viewer, mine, row) for row in rows[:PAGE]], further, None)
    keepers = inside.filter(role__in=rules.KEEPERS).order_by("-role", "person__name").values_list(*COLUMNS)[:KEEPERS]
    asking = at_the_door(viewer, space=space) if mine in rules.KEEPERS and not q else None
    shown = [[member(viewer, mine, row) for row in found] for found in (keepers, rows[:PAGE])]
    return Members(shown[0], shown[1], further, asking)


def beyond(viewer: Person, rows: "QuerySet[Membership]", after: str) -> "QuerySet[Membership]":
    """The members whose names come after that of the person with the key `after`."""
    if not after:
        return rows
    last = people.seen_by(viewer).filter(key=after).values_list("name", "pk").first()
    if last is None:
        raise Absent
    return rows.filter(Q(person__name__gt=last[0]) | Q(person__name=last[0], person_id__gt=last[1]))


def member(viewer: Person, mine: str | None, row: tuple[object, ...]) -> Member:
    """One row of the list, for a viewer with the role `mine`."""
    person_id, key, name, title, role, joined_at, here, photo = row
    me, role = person_id == viewer.pk, str(role)
    roles = rules.grantable(mine, role)
    return Member(
        key=str(key),
        name=str(name),
        title=str(title or ""),
        photo=str(photo),
        at=joined_at if isinstance(joined_at, datetime) else None,
        role=role,
        here=here is not None,
        me=me,
        may_remove=not me and rules.outranks(mine, role),
        roles=roles,
        may_receive_key=not me and Role.OWNER in roles,
    )


def at_the_door(viewer: Person, *, space: Space) -> Asking:
    """Open requests, oldest first, and invitations that still hold. Refused to who does not look after the space."""
    if not rules.may_manage(viewer, space):
        raise Refused(_("The keepers of this space answer requests."))
    asked = Request.objects.filter(space=space, answered_at=None).order_by("at")
    columns = ("person__key", "person__name", "person__profile__title")
    after = ("at", "person__photo")
    requests = [
        Candidate(key, name, title or "", words, at, photo)
        for key, name, title, words, at, photo in asked.values_list(*columns, "words", *after)[:PAGE]
    ]
    return Asking(requests, invited(viewer, space, (*columns, "invited_by__name", *after)))


def invited(viewer: Person, space: Space, columns: tuple[str, ...]) -> list[Candidate]:
    """Whom a place is kept for; of guests who are not here yet also when they were mailed."""
    waiting = Invitation.objects.filter(rules.standing(), space=space).order_by("at")
    rows = list(waiting.values_list("person_id", *columns)[:PAGE])
    ways = accounts.ways_in(viewer, people=[row[0] for row in rows]) if rows else {}
    found = []
    for pk, key, name, title, by, at, photo in rows:
        way = ways.get(pk)
        mailed_at, again = (way.mailed_at, way.may_go_again) if way else (None, False)
        found.append(Candidate(key, name, title or "", by, at, photo, mailed_at, again))
    return found


def candidates(viewer: Person, *, space: Space | None = None, q: str) -> list[Candidate]:
    """People the viewer could invite or name: by words of their name, or their whole e-mail address or user name."""
    words = q.split()[:5]
    if not words:
        return []
    named = Q()
    for word in words:
        named &= Q(name__icontains=word)
    found = people.seen_by(viewer).filter(named | Q(email__iexact=q.strip()) | Q(username__iexact=q.strip()))
    found = found.filter(left_at=None, suspended_at=None)
    if space is not None:
        found = found.exclude(pk__in=Membership.objects.filter(space=space).values("person_id"))
    rows = found.order_by("name", "pk").values_list("key", "name", "profile__title", "photo")[:CANDIDATES]
    return [Candidate(key, name, title or "", photo=photo) for key, name, title, photo in rows]


def person_here(viewer: Person, key: str) -> Person:
    """A person the viewer may see, or `Absent`."""
    return one(people.seen_by(viewer).filter(key=key))
