"""What somebody is in a space, and what that lets them do to its content and to its members."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Kind, Person
from terreau.network.spaces.models import Membership, Openness, Role, Space
from terreau.network.spaces.rules.sight import KEEPERS, may_read


def role_of(actor: Person, space: Space) -> str | None:
    """The actor’s role in the space, or None."""
    if not actor.is_authenticated:
        return None
    return next(iter(roles(space.pk, actor.pk)), None)


roles = Composed(
    lambda space, person: Membership.objects.filter(space_id=space, person_id=person).values_list("role", flat=True)
)


def may_publish(actor: Person, space: Space) -> bool:
    """Members write; an archived space is read-only."""
    return space.archived_at is None and space.shown_at is not None and role_of(actor, space) is not None


def may_comment(actor: Person, space: Space) -> bool:
    """Members reply; in an open space every employee who reads may reply too."""
    return may_comment_as(actor, space, role_of(actor, space))


def may_comment_as(actor: Person, space: Space, role: str | None) -> bool:
    """The same for a page that knows the actor’s role already."""
    if space.archived_at is not None:
        return False
    if role is not None:
        return True
    return space.openness == Openness.OPEN and actor.kind != Kind.GUEST and may_read(actor, space)


def may_manage(actor: Person, space: Space) -> bool:
    """Owners and community managers look after the space."""
    return role_of(actor, space) in KEEPERS


def members(space: Space, at: datetime | None = None) -> QuerySet[Person]:
    """The people in the space, bots apart; with `at` those who were in it then and still are."""
    inside = Membership.objects.filter(space=space).values("person_id")
    inside = inside.filter(joined_at__lte=at) if at else inside
    return Person.objects.present().exclude(kind=Kind.BOT).filter(pk__in=inside)


def kept_by(viewer: Person) -> "QuerySet[Membership, Any]":
    """Ids of the spaces that `viewer` looks after: `may_manage` for many."""
    return Membership.objects.filter(person_id=viewer.pk, role__in=KEEPERS).values("space_id")


def may_own(actor: Person, space: Space) -> bool:
    return role_of(actor, space) == Role.OWNER


def may_hold(actor: Person, role: str) -> bool:
    """Guests of partner firms stay guests; nobody else is one. Bots never hold a key."""
    if actor.kind == Kind.GUEST:
        return role == Role.GUEST
    return role == Role.MEMBER or (actor.kind == Kind.MEMBER and role in KEEPERS)


def natural_role(person: Person) -> str:
    """What someone is in a space before anybody says more."""
    return Role.GUEST if person.kind == Kind.GUEST else Role.MEMBER


def may_change_role(actor: Person, membership: Membership, role: str) -> bool:
    """Owners give and take roles. One’s own ownership is laid down by handing over or leaving."""
    return may_own(actor, membership.space) and may_hold(membership.person, role)


def may_remove(actor: Person, membership: Membership) -> bool:
    """Owners remove anybody but themselves; community managers remove members and guests."""
    return membership.person_id != actor.pk and outranks(role_of(actor, membership.space), membership.role)


def outranks(mine: str | None, theirs: str) -> bool:
    """Owners stand above everybody, community managers above members and guests."""
    return mine == Role.OWNER or (mine == Role.MANAGER and theirs not in KEEPERS)


def grantable(mine: str | None, theirs: str) -> tuple[str, ...]:
    """The roles an owner could give somebody who has the role `theirs`. Guests stay guests."""
    if mine != Role.OWNER or theirs == Role.GUEST:
        return ()
    return tuple(role for role in (Role.OWNER, Role.MANAGER, Role.MEMBER) if role != theirs)


def may_set_for(actor: Person, person: Person) -> bool:
    """What reaches somebody is theirs to set, nobody else’s."""
    return actor.pk == person.pk


def is_last_owner(actor: Person, space: Space) -> bool:
    """Would the space be without an owner who can still come in, were it not for `actor`?"""
    owners = Membership.objects.filter(space=space, role=Role.OWNER)
    others = owners.exclude(person_id=actor.pk).filter(person__in=Person.objects.present())
    return owners.filter(person_id=actor.pk).exists() and not others.exists()
