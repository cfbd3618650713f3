"""Somebody of a partner firm, asked into one space by its keepers."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand, one
from terreau.foundation.accounts import actions as accounts
from terreau.foundation.accounts import queries as accounts_queries
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.network.spaces import activities, rules
from terreau.network.spaces.actions.invitations import invite
from terreau.network.spaces.models import Invitation, Role, Space


@dataclass(frozen=True, slots=True)
class Asked:
    """The place kept for somebody from outside, and how they hear of it: by the mail of `mailed_at`, sent `now` or
    before; None: they are here already and find it at their next visit.
    """

    place: Invitation
    mailed_at: datetime | None
    now: bool


@transaction.atomic
def invite_from_outside(actor: Person, *, space: Space, email: str, name: str) -> Asked:
    """A way into the network and a place in this space. Whoever has the address already gets the place alone (A20).

    Nobody is mailed twice: a way in that still leads in is left as it is.
    """
    demand(
        rules.may_invite(actor, space, Role.GUEST), _("The keepers of this space invite; owners choose who keeps it.")
    )
    demand_address(email)
    began = timezone.now()
    person = accounts.invite_guest(actor, email=email, name=name, language=orgs.first_language())
    place = invite(actor, space=space, person=person)
    way_in = accounts_queries.ways_in(actor, people=[person.pk]).get(person.pk)
    mailed_at = way_in.mailed_at if way_in else None
    return Asked(place, mailed_at, now=mailed_at is not None and mailed_at >= began)


@transaction.atomic
def mail_again(actor: Person, *, space: Space, person: Person) -> None:
    """A new link for a guest who was invited here and did not come: an explicit press, every twelve hours at most."""
    demand(
        rules.may_invite(actor, space, Role.GUEST), _("The keepers of this space invite; owners choose who keeps it.")
    )
    one(Invitation.objects.filter(rules.standing(), space=space, person=person))
    accounts.mail_guest_again(actor, person=person)
    record(activities.mailed_again, actor, space, space_id=space.pk, person_id=person.pk)


def demand_address(email: str) -> None:
    """An address mail can go to; one that merely looks like another one reaches nobody (D08)."""
    demand(email.isascii(), _("Write the address in plain letters, without accents."))
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("This is no e-mail address: write it as name@company.example.")) from error
