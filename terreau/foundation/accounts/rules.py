"""What a person may do about accounts. `actor` is None at the terminal of the install, which may do all of it."""

from terreau.foundation.identity.models import Kind, Person, Session, Token
from terreau.foundation.orgs import rules as orgs_rules


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
