import pytest
from django.core.mail import EmailMessage

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import invite_guest
from terreau.foundation.identity.models import Invitation, Kind, Person
from terreau.foundation.jobs.execution import work_off

PIA = {"email": "pia@partner.example", "name": "Pia Partner", "language": "fr"}


def test_a_guest_is_asked_in(alice: Person, mailoutbox: list[EmailMessage]) -> None:
    guest = invite_guest(alice, **PIA)
    work_off()
    assert guest.kind == Kind.GUEST and [mail.to for mail in mailoutbox] == [["pia@partner.example"]]


def test_a22_a_name_of_two_lines_puts_no_line_into_a_mail(alice: Person, mailoutbox: list[EmailMessage]) -> None:
    guest = invite_guest(alice, **PIA | {"name": "Pia\nBcc: x@thief.example"})
    nobody = invite_guest(alice, **PIA | {"email": "ned@partner.example", "name": "\u200b"})
    work_off()
    assert (guest.name, nobody.name) == ("Pia Bcc: x@thief.example", "ned@partner.example")
    assert [mail.recipients() for mail in mailoutbox] == [["pia@partner.example"], ["ned@partner.example"]]


def test_c02_guests_bring_nobody(gaby: Person) -> None:
    with pytest.raises(Refused):
        invite_guest(gaby, **PIA)
    assert not Invitation.objects.exists()


def test_a20_who_has_the_address_already_gets_no_way_in(
    alice: Person, bob: Person, mailoutbox: list[EmailMessage]
) -> None:
    assert invite_guest(alice, **{**PIA, "email": "BOB@demo.example"}) == bob
    work_off()
    assert not mailoutbox and Person.objects.get(pk=bob.pk).kind == Kind.MEMBER


def test_inviting_twice_mails_once(alice: Person, bob: Person, mailoutbox: list[EmailMessage]) -> None:
    first = invite_guest(alice, **PIA)
    assert invite_guest(bob, **PIA | {"email": "PIA@partner.example"}) == first
    work_off()
    assert len(mailoutbox) == 1 and Invitation.objects.get().invited_by == alice


def test_a_way_in_that_leads_nowhere_any_more_is_made_anew(alice: Person, bob: Person) -> None:
    guest = invite_guest(alice, **PIA)
    Invitation.objects.update(expires_at=Invitation.objects.get().created_at)
    invite_guest(bob, **PIA)
    assert Invitation.objects.filter(person=guest, invited_by=bob, revoked_at=None).count() == 1
