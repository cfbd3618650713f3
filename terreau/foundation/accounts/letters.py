"""The mails about accounts: plain words, one main link, in the language of whoever reads them.

Links begin with the operator’s own public address, whatever host a request named (D09). Called by jobs only.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from terreau.foundation.identity import changes
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.text.typography import day

if TYPE_CHECKING:
    from terreau.foundation.identity.models import AddressChange, Invitation, Person


def write(address: str, subject: str, lines: Iterable[str]) -> None:
    """Send one mail; `mail.backend` writes who sends it."""
    EmailMessage(subject, "\n\n".join(lines) + "\n", to=[address]).send()


def link(path: str) -> str:
    """An address of this network as a mail writes it."""
    return f"{settings.PUBLIC_URL}{path}"


def greeting(person: "Person") -> str:
    return _("Hello %(name)s,") % {"name": person.get_short_name()}


def asked(change: "AddressChange") -> None:
    """To the old address: somebody asks; confirm, or say that it was not you."""
    with translation.override(change.person.language):
        lines = [
            greeting(change.person),
            _("Somebody who is signed in to your account asks that %(new)s replaces this address.")
            % {"new": change.new},
            _("If it is you, confirm within a day: %(link)s") % {"link": address_link(change, changes.OLD)},
            _("If it is not you, the same page refuses it and signs every device out. Then change your password."),
        ]
        write(change.old, _("Is it you who changes your e-mail address?"), lines)


def to_confirm(change: "AddressChange") -> None:
    """To the new address: does it reach the person?"""
    with translation.override(change.person.language):
        name, _company = orgs.names()
        lines = [
            greeting(change.person),
            _("You asked that %(network)s writes to you here from now on.") % {"network": name},
            _("Confirm within a day: %(link)s") % {"link": address_link(change, changes.NEW)},
            _("If you asked for nothing, leave this mail: nothing changes."),
        ]
        write(change.new, _("Confirm your new e-mail address"), lines)


def changed(change: "AddressChange") -> None:
    """To the old address: done, and how to take it back."""
    with translation.override(change.person.language):
        until = day((change.asked_at + changes.REGRET).date(), change.person.language)
        lines = [
            greeting(change.person),
            _("Your account now has the address %(new)s. Every device was signed out.") % {"new": change.new},
            _("It was not you? Take it back until %(day)s: %(link)s")
            % {"day": until, "link": address_link(change, changes.OLD)},
        ]
        write(change.old, _("Your e-mail address has changed"), lines)


def in_force(change: "AddressChange") -> None:
    """To the new address: from now on."""
    with translation.override(change.person.language):
        lines = [
            greeting(change.person),
            _("From now on you sign in with this address. Every device was signed out."),
            _("Sign in: %(link)s") % {"link": link(settings.LOGIN_URL)},
        ]
        write(change.new, _("Your new e-mail address is in force"), lines)


def forgotten(person: "Person", path: str) -> None:
    """The way to a new password."""
    with translation.override(person.language):
        lines = [
            greeting(person),
            _("Here you choose a new password: %(link)s") % {"link": link(path)},
            _("Did you not ask for it? Leave this mail: your password stays as it is."),
        ]
        write(person.email or "", _("A new password for your account"), lines)


def invitation(invited: "Invitation", secret: str) -> None:
    """The way in: what the network is for, the link and its last day, how long it takes, who asks."""
    person = invited.person
    with translation.override(person.language):
        name, company = orgs.names()
        until = day(invited.expires_at.date(), person.language)
        words = {"network": name, "group": company or name, "day": until, "link": link(f"/invitations/{secret}")}
        what = _(
            "%(network)s is the network for colleagues across the %(group)s group. Ask the whole company a question, "
            "find out who knows what, read what concerns your site."
        )
        guest = _("%(network)s is the network of the %(group)s group. A space there is open to you as a guest.")
        lines = [
            greeting(person),
            (guest if person.is_guest else what) % words,
            _("Enter %(network)s (until %(day)s): %(link)s") % words,
            _("Allow three minutes: a password, your profile, five suggested spaces.") if not person.is_guest else "",
            invited.invited_by.name,
        ]
        subject = _("%(name)s, your place in %(network)s is ready")
        write(invited.email, subject % {**words, "name": person.get_short_name()}, filter(None, lines))


def address_link(change: "AddressChange", side: str) -> str:
    return link(f"/account/address/{changes.link_of(change, side)}")
