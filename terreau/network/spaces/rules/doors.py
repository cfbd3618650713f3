"""Who comes in: freely, on request, by invitation."""

from terreau.foundation.identity.models import Kind, Person
from terreau.network.spaces.models import Openness, Role, Space
from terreau.network.spaces.rules.role import may_manage, may_own
from terreau.network.spaces.rules.sight import sees


def may_join(actor: Person, space: Space) -> bool:
    """Employees walk into spaces that they see and that let people in freely."""
    return walks_in(actor, space) and sees(actor, space)


def may_request(actor: Person, space: Space) -> bool:
    """Employees ask at spaces that they see and that answer requests."""
    return asks_at(actor, space) and sees(actor, space)


def walks_in(actor: Person, space: Space) -> bool:
    """Joining freely, as far as the space itself decides; for spaces already known to be visible."""
    return knocks(actor, space) and space.joining == "free"


def asks_at(actor: Person, space: Space) -> bool:
    """Joining on request, as far as the space itself decides; for spaces already known to be visible."""
    return knocks(actor, space) and space.joining == "request"


def knocks(actor: Person, space: Space) -> bool:
    """Employees, at the door of a living space that is not secret."""
    from_outside = actor.kind == Kind.GUEST or space.openness == Openness.SECRET
    return not from_outside and space.archived_at is None


def may_be_admitted(actor: Person, space: Space) -> bool:
    """Can this person enter at all, now, when a keeper opens the door?"""
    return actor.is_active and actor.kind in (Kind.MEMBER, Kind.GUEST, Kind.BOT) and space.archived_at is None


def may_invite(actor: Person, space: Space, role: str = Role.MEMBER) -> bool:
    """Its keepers invite; an owner also invites a community manager. Nobody is invited as an owner."""
    if space.archived_at is not None:
        return False
    return may_own(actor, space) if role == Role.MANAGER else role != Role.OWNER and may_manage(actor, space)
