"""Another e-mail address (D10): asked for by whoever holds the account, confirmed from both sides, with a way back."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from terreau.foundation.access.words import Absent, demand
from terreau.foundation.accounts import activities, letters, rules
from terreau.foundation.activity.journal import record
from terreau.foundation.identity import changes, credentials
from terreau.foundation.identity.models import Person

if TYPE_CHECKING:
    from terreau.foundation.identity.models import AddressChange


@transaction.atomic
def ask_new_address(actor: Person | None, *, person: Person, address: str) -> "AddressChange":
    """Both addresses are written to and both confirm. An address somebody else has is answered alike (A20)."""
    demand(rules.may_move_address(actor, person), _("Everybody changes their own address."))
    change = changes.ask_for(person, address)
    record(activities.address_asked, actor, person, person_id=person.pk, change_id=change.pk)
    tell_asked.enqueue(change.pk)
    return change


@transaction.atomic
def confirm_address(actor: Person | None, *, change: "AddressChange", side: str) -> bool:
    """One side says yes. True when the new address is in force: every session has ended then, and both were told."""
    demand(rules.may_answer_by_link(actor, change.person), _("This account is closed."))
    if not changes.waits(change):
        raise Absent
    both = changes.confirm(change, side)
    record(activities.address_confirmed, actor, change.person, person_id=change.person_id, side=side)
    if not both:
        return False
    if not changes.is_free(change.new, change.person):
        changes.end(change)
        return False
    if changes.put_in_force(change):
        credentials.end_sessions(change.person)
        record(activities.address_changed, actor, change.person, person_id=change.person_id, change_id=change.pk)
        tell_changed.enqueue(change.pk)
    return True


@transaction.atomic
def refuse_address(actor: Person | None, *, change: "AddressChange") -> None:
    """“It was not me”: nothing changes, and every session ends."""
    demand(rules.may_answer_by_link(actor, change.person), _("This account is closed."))
    if not changes.waits(change):
        raise Absent
    changes.end(change)
    credentials.end_sessions(change.person)
    record(activities.address_refused, actor, change.person, person_id=change.person_id)


@transaction.atomic
def undo_address(actor: Person | None, *, change: "AddressChange") -> None:
    """Whoever holds the old address takes it back: sessions, tokens and the password end, a link makes a new one.

    So do passkeys and second factors added since the day before it was asked for, and whatever other address was asked
    for afterwards: whoever asked may have left them.
    """
    demand(rules.may_answer_by_link(actor, change.person), _("This account is closed."))
    if not changes.may_be_undone(change) or not changes.is_free(change.old, change.person):
        raise Absent
    changes.end_from(change)
    changes.set_address(change.person, change.old)
    changes.forget_password(change.person)
    credentials.end_sessions(change.person)
    credentials.revoke_tokens(change.person)
    credentials.end_factors(change.person, since=change.asked_at - changes.LIFE)
    record(activities.address_undone, actor, change.person, person_id=change.person_id)


@task()
def tell_asked(change_id: int) -> None:
    """Write to both sides, each with its own link. Nobody is written to at an address that belongs to another."""
    change = changes.by_id(change_id)
    if change is None or not changes.waits(change):
        return
    if change.old:
        letters.asked(change)
    if changes.is_free(change.new, change.person):
        letters.to_confirm(change)


@task()
def tell_changed(change_id: int) -> None:
    """Tell both addresses that it is done, the old one with the way back."""
    change = changes.by_id(change_id)
    if change is None or change.done_at is None or change.ended_at is not None:
        return
    if change.old:
        letters.changed(change)
    letters.in_force(change)
