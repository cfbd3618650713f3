from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import invite_guest, mail_guest_again
from terreau.foundation.identity.models import Invitation, Person
from terreau.foundation.jobs.execution import work_off

PIA = {"email": "pia@partner.example", "name": "Pia Partner", "language": "fr"}


def test_it_goes_out_in_its_time_and_not_before(alice: Person, bob: Person, mailoutbox: list[EmailMessage]) -> None:
    guest = invite_guest(alice, **PIA)
    with pytest.raises(Refused):
        mail_guest_again(bob, person=guest)
    Invitation.objects.update(created_at=timezone.now() - timedelta(hours=12, minutes=1))
    made = mail_guest_again(bob, person=guest)
    work_off()
    assert made.invited_by == bob and [mail.to for mail in mailoutbox] == [["pia@partner.example"]]
    assert Invitation.objects.filter(revoked_at=None).get() == made


def test_who_is_here_is_not_mailed(alice: Person, bob: Person, gaby: Person) -> None:
    for person in (bob, gaby):
        with pytest.raises(Refused):
            mail_guest_again(alice, person=person)
    assert not Invitation.objects.exists()


def test_c02_guests_mail_nobody(alice: Person, gaby: Person) -> None:
    guest = invite_guest(alice, **PIA)
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=1))
    with pytest.raises(Refused):
        mail_guest_again(gaby, person=guest)
