"""What a person may do about accounts. `actor` is None at the terminal of the install, which may do all of it."""

from terreau.foundation.identity.models import Invitation, Kind, Person, Session, Token
from terreau.foundation.orgs import rules as orgs_rules
from terreau.foundation.orgs.models import Unit


def may_create_token(actor: Person | None, person: Person) -> bool:
    """A token acts as its person: only they make one, or whoever holds the machine. Never for who may not come in."""
    return person.is_active and (actor is None or actor.pk == person.pk)


def may_revoke_token(actor: Person | None, token: Token) -> bool:
    return actor is None or token.person_id == actor.pk or may_deactivate(actor, token.person)


def may_end_session(actor: Person | None, session: Session) -> bool:
    return actor is None or session.person_id == actor.pk


def may_sign_out(actor: Person | None, person: Person) -> bool:
    return actor is None or actor.pk == person.pk or may_deactivate(actor, person)


def may_deactivate(actor: Person | None, person: Person) -> bool:
    """Administrators of the person’s branch; nobody shuts themselves out."""
    if person.kind == Kind.SYSTEM:
        return False
    return actor is None or (actor.pk != person.pk and orgs_rules.may_administer_person(actor, person))


def may_still_deactivate(actor: Person, person: Person) -> bool:
    """The same as the rows say now, whatever was read of the actor before."""
    return Person.objects.present().filter(pk=actor.pk).exists() and may_deactivate(actor, person)


def may_choose(actor: Person | None, person: Person) -> bool:
    """Language, time zone, appearance: everybody chooses their own, it is never somebody else’s decision."""
    return actor is not None and actor.pk == person.pk


def may_move_address(actor: Person | None, person: Person) -> bool:
    """Only whoever holds the account asks for another address; machines have none."""
    people = (Kind.MEMBER, Kind.GUEST)
    return actor is not None and actor.pk == person.pk and person.is_active and person.kind in people


def may_answer_by_link(actor: Person | None, person: Person) -> bool:
    """A link sent to an address proves who holds the address; the account must still be there."""
    return person.left_at is None and person.kind != Kind.SYSTEM


def may_invite(actor: Person, unit: Unit | None) -> bool:
    """Administrators of a branch invite colleagues into it; into no branch, those of the whole network."""
    return actor.is_active and actor.kind == Kind.MEMBER and orgs_rules.may_administer(actor, unit)


def may_invite_again(actor: Person, person: Person) -> bool:
    """Somebody known but not yet here takes their profile over: the actor administers where they stand."""
    waits = person.joined_at is None and person.left_at is None and person.suspended_at is None
    return waits and person.kind == Kind.MEMBER and orgs_rules.may_administer_person(actor, person)


def may_bring_guests(actor: Person) -> bool:
    """Colleagues bring guests in, each into a room whose own rules let them."""
    return actor.is_active and actor.kind == Kind.MEMBER


def may_make_operator(actor: Person | None) -> bool:
    """Without anybody who could entrust them: only whoever holds the machine."""
    return actor is None


def may_become_operator(actor: Person) -> bool:
    """Colleagues, here or to come; neither guests and machines, nor who was shut out or has left."""
    return actor.kind == Kind.MEMBER and actor.left_at is None and actor.suspended_at is None


def may_see_invitations(actor: Person) -> bool:
    """The page of invitations is for those who administer the network or a branch."""
    return actor.is_active and actor.kind == Kind.MEMBER and orgs_rules.administers_anything(actor)


def may_revoke_invitation(actor: Person, invitation: Invitation) -> bool:
    return actor.pk == invitation.invited_by_id or orgs_rules.may_administer_person(actor, invitation.person)


def invitation_stands(invitation: Invitation) -> bool:
    """Could its inviter still invite this person today? With the right, the invitation ends (B06)."""
    person, inviter = invitation.person, invitation.invited_by
    if person.joined_at is not None or person.left_at is not None or person.suspended_at is not None:
        return False
    return may_bring_guests(inviter) if person.kind == Kind.GUEST else may_invite_again(inviter, person)
