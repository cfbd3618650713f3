"""The first operator of a network, or one more where nobody is left who could make any: at the terminal alone."""

from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.accounts import activities, rules
from terreau.foundation.activity.journal import record
from terreau.foundation.identity import credentials, invitations
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs import actions as orgs
from terreau.foundation.orgs import queries as orgs_queries


@transaction.atomic
def make_operator(actor: Person | None, *, login: str, name: str = "") -> Person:
    """Whoever has this user name or address operates the network from now on; once however often.

    An address that nobody has makes a newcomer of that `name`, who is here at once and chooses a password by a link.
    """
    demand(rules.may_make_operator(actor), _("Operators are made by operators, or at the terminal of the install."))
    person = credentials.person_by_login(login)
    if person is None:
        language = orgs_queries.first_language()
        person = invitations.enrol(email=login, name=name, kind=Kind.MEMBER, language=language)
    demand(rules.may_become_operator(person), _("Only a colleague who is here, or to come, can operate the network."))
    if person.joined_at is None:
        invitations.admit(person)
        record(activities.admitted, actor, person, person_id=person.pk)
    orgs.entrust(actor, person=person, duty="operator")
    return person
