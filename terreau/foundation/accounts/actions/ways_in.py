"""Ways in, given and taken back. `actor` is None at the terminal. Open pages of a lost way in close within seconds."""

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.accounts import activities, rules
from terreau.foundation.activity.journal import record
from terreau.foundation.identity import credentials
from terreau.foundation.identity.models import Person, Session, Token
from terreau.foundation.orgs import actions as orgs
from terreau.foundation.orgs import rules as orgs_rules


@transaction.atomic
def create_token(actor: Person | None, *, person: Person, name: str, scope: str, days: int) -> tuple[Token, str]:
    """A bearer token that acts as `person` for `days` days, and its secret, which is kept nowhere."""
    demand(rules.may_create_token(actor, person), _("Only the person themselves makes a token."))
    token, secret = credentials.issue_token(person, name=name, scope=scope, days=days)
    record(activities.token_created, actor, token, person_id=person.pk, scope=scope, days=days)
    return token, secret


@transaction.atomic
def revoke_token(actor: Person | None, *, token: Token) -> Token:
    """From now on this token lets nobody in. Revoking it twice changes nothing."""
    demand(rules.may_revoke_token(actor, token), _("This token belongs to somebody else."))
    if credentials.revoke_token(token):
        record(activities.token_revoked, actor, token, person_id=token.person_id)
    return token


@transaction.atomic
def end_session(actor: Person | None, *, session: Session) -> None:
    """Sign one browser out."""
    demand(rules.may_end_session(actor, session), _("This session belongs to somebody else."))
    record(activities.session_ended, actor, None, person_id=session.person_id)
    session.delete()


@transaction.atomic
def sign_out_everywhere(actor: Person | None, *, person: Person, but: str = "") -> int:
    """End every session of `person` but the one with the key `but`. Returns how many ended."""
    demand(rules.may_sign_out(actor, person), _("Only the person themselves or their administrator signs them out."))
    ended = credentials.end_sessions(person, but=but)
    record(activities.signed_out_everywhere, actor, person, person_id=person.pk, ended=ended)
    return ended


@transaction.atomic
def deactivate(actor: Person | None, *, person: Person) -> Person:
    """Shut a person out: sessions, tokens and the invitations they sent end with it. What they wrote stays."""
    demand(rules.may_deactivate(actor, person), _("Only an administrator of their branch deactivates an account."))
    if person.suspended_at is None:
        leave_an_operator(actor, person)
        credentials.shut_out(person)
        record(activities.deactivated, actor, person, person_id=person.pk)
    return person


def leave_an_operator(actor: Person | None, person: Person) -> None:
    """Who operates the network goes one at a time, by somebody who still may, and the last of them stays.

    Part of the caller’s transaction. The terminal shuts out whom it wants: it makes another.
    """
    if actor is None or not orgs_rules.may_operate(person):
        return
    orgs.hold_operators()
    demand(rules.may_still_deactivate(actor, person), _("You were shut out yourself meanwhile. Nothing was changed."))
    demand(not orgs_rules.operates_alone(person), _("This is the last operator. Entrust somebody else first."))


@transaction.atomic
def reactivate(actor: Person | None, *, person: Person) -> Person:
    """Let a deactivated person in again. They sign in anew; tokens stay revoked."""
    demand(rules.may_deactivate(actor, person), _("Only an administrator of their branch gives an account back."))
    if person.suspended_at is not None:
        credentials.let_in(person)
        record(activities.reactivated, actor, person, person_id=person.pk)
    return person
