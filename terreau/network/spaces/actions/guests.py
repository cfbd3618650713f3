"""Somebody of a partner firm, asked into one space by its keepers."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.accounts import actions as accounts
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.network.spaces import rules
from terreau.network.spaces.actions.invitations import invite
from terreau.network.spaces.models import Invitation, Role, Space


@transaction.atomic
def invite_from_outside(actor: Person, *, space: Space, email: str, name: str) -> Invitation:
    """A way into the network and a place in this space. Whoever has the address already gets the place alone (A20)."""
    demand(
        rules.may_invite(actor, space, Role.GUEST), _("The keepers of this space invite; owners choose who keeps it.")
    )
    demand_address(email)
    person = accounts.invite_guest(actor, email=email, name=name, language=orgs.first_language())
    return invite(actor, space=space, person=person)


def demand_address(email: str) -> None:
    """An address mail can go to; one that merely looks like another one reaches nobody (D08)."""
    demand(email.isascii(), _("Write the address in plain letters, without accents."))
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("This is no e-mail address: write it as name@company.example.")) from error
