"""Leaving the company, and coming back. What somebody wrote stays; what let them in ends."""

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.accounts import activities, rules
from terreau.foundation.accounts.actions.ways_in import leave_an_operator
from terreau.foundation.activity.journal import record
from terreau.foundation.identity import credentials
from terreau.foundation.identity.models import Person


@transaction.atomic
def leave(actor: Person | None, *, person: Person) -> Person:
    """The person has left: sessions, tokens and invitations end, mail stops; what they kept is handed on."""
    demand(rules.may_deactivate(actor, person), _("Only an administrator of their branch notes that somebody left."))
    if person.left_at is None:
        leave_an_operator(actor, person)
        credentials.see_off(person)
        record(activities.left, actor, person, person_id=person.pk)
    return person


@transaction.atomic
def come_back(actor: Person | None, *, person: Person) -> Person:
    """The person is a colleague again. They sign in anew; keys and memberships they had are given anew."""
    demand(rules.may_deactivate(actor, person), _("Only an administrator of their branch takes somebody back."))
    if person.left_at is not None:
        credentials.take_back(person)
        record(activities.came_back, actor, person, person_id=person.pk)
    return person
