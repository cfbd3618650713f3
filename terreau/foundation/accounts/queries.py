"""What somebody is shown of their own account. Nobody asks about another’s."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from terreau.foundation.accounts import agents, rules
from terreau.foundation.identity import addresses, changes, credentials, invitations
from terreau.foundation.identity.models import AddressChange, Invitation, Kind, Person, Session, Token
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.orgs.models import Unit

MOST = 200  # invitations on one page
LONGEST = 18  # digits of a number in a form


@dataclass(frozen=True, slots=True)
class Device:
    """A signed-in browser. `mark` names it without being of any use to whoever reads it."""

    mark: str
    browser: str
    system: str
    mobile: bool
    place: str
    since: datetime
    seen_at: datetime
    current: bool


@dataclass(frozen=True, slots=True)
class Access:
    """A token that acts as its person."""

    id: int
    name: str
    writes: bool
    created_at: datetime
    expires_at: datetime
    used_on: date | None


@dataclass(frozen=True, slots=True)
class WayIn:
    """How a guest who is not here yet was asked in: when the mail went out that still leads in, if one does."""

    mailed_at: datetime | None
    may_go_again: bool


def mark_of(session_key: str) -> str:
    """A name for a session that opens nothing."""
    return hashlib.sha256(f"device {session_key}".encode()).hexdigest()[:20]


def devices(viewer: Person, *, current: str = "") -> list[Device]:
    """Where the viewer is signed in, this very browser (its session key is `current`) first."""
    rows = [device_of(session, current) for session in credentials.sessions_of(viewer)]
    return sorted(rows, key=lambda row: not row.current)


def device_of(session: Session, current: str) -> Device:
    system = agents.system_of(session.agent)
    return Device(
        mark=mark_of(session.session_key),
        browser=agents.browser_of(session.agent),
        system=system,
        mobile=system in agents.ON_THE_MOVE,
        place=addresses.shortened(session.address or ""),
        since=session.created_at,
        seen_at=session.seen_at,
        current=session.session_key == current,
    )


def session_marked(viewer: Person, mark: str) -> Session | None:
    """The viewer’s own session of that mark."""
    return next((one for one in credentials.sessions_of(viewer) if mark_of(one.session_key) == mark), None)


def tokens(viewer: Person) -> list[Access]:
    """The viewer’s own tokens, the newest first."""
    return [
        Access(one.pk, one.name, one.scope == "write", one.created_at, one.expires_at, one.used_on)
        for one in credentials.tokens_of(viewer)
    ]


def token_numbered(viewer: Person, id: str) -> Token | None:
    """The viewer’s own token of that number."""
    return (
        credentials.tokens_of(viewer).filter(pk=id).first()
        if id.isascii() and id.isdigit() and len(id) < LONGEST
        else None
    )


def change_named(link: str) -> tuple[AddressChange, str] | None:
    """The change of address and the side that a link names, if it can still be answered or taken back."""
    found = changes.named_by(link)
    if found is None or found[0].person.left_at is not None:
        return None
    change, side = found
    undoing = side == changes.OLD and changes.may_be_undone(change)
    return found if changes.waits(change) or undoing else None


def waiting_change(viewer: Person) -> AddressChange | None:
    """The viewer’s own change of address that still waits for an answer."""
    return changes.waiting_of(viewer)


def summary(viewer: Person) -> dict[str, int]:
    """How many devices and tokens the account has, for its first page."""
    return {
        "devices": credentials.sessions_of(viewer).count(),
        "tokens": credentials.tokens_of(viewer).count(),
    }


def invitation_named(secret: str) -> Invitation | None:
    """The invitation behind a mailed link, while it leads in."""
    found = invitations.named_by(secret)
    return found if found and rules.invitation_stands(found) else None


def may_invite(viewer: Person) -> bool:
    """Is the page of invitations for the viewer?"""
    return rules.may_see_invitations(viewer)


def open_invitations(viewer: Person) -> list[Invitation]:
    """Invitations that wait and that the viewer could take back: their own, and those of people they administer."""
    theirs = Person.objects.filter(orgs.administered_by(viewer)).values("pk")
    within_reach = invitations.open_ones().filter(Q(invited_by=viewer) | Q(person__in=theirs))
    return [one for one in within_reach[:MOST] if rules.may_revoke_invitation(viewer, one)]


def invitation_numbered(viewer: Person, id: str) -> Invitation | None:
    """One of them."""
    found = invitations.by_id(int(id)) if id.isascii() and id.isdigit() and len(id) < LONGEST else None
    return found if found and rules.may_revoke_invitation(viewer, found) else None


def ways_in(viewer: Person, *, people: Collection[int]) -> dict[int, WayIn]:
    """For those of `people` who are guests and not here yet: how their way in stands. Whoever asks looks after them."""
    waiting = Person.objects.filter(pk__in=people, kind=Kind.GUEST, joined_at=None)
    found = {pk: WayIn(mailed_at=None, may_go_again=True) for pk in waiting.values_list("pk", flat=True)}
    standing = [one for one in invitations.open_to(found) if rules.invitation_stands(one)] if found else []
    for one in reversed(standing):
        found[one.person_id] = WayIn(one.created_at, invitations.may_go_again(one))
    return found


def branches(viewer: Person) -> list[Unit]:
    """The entities into which the viewer may invite colleagues, by name."""
    return [unit for unit in orgs.entities(viewer) if rules.may_invite(viewer, unit)]


def invites_anywhere(viewer: Person) -> bool:
    """May the viewer invite into no branch at all?"""
    return rules.may_invite(viewer, None)
