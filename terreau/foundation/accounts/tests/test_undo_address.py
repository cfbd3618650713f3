from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from terreau.foundation.access.words import Absent
from terreau.foundation.accounts.actions import ask_new_address, confirm_address, create_token, undo_address
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.accounts.tests.mailed import SignIn, links
from terreau.foundation.identity.models import AddressChange, Person, Session, Token
from terreau.foundation.jobs.execution import work_off


@pytest.fixture
def moved(bob: Person) -> AddressChange:
    """A change that is in force."""
    change = ask_new_address(bob, person=bob, address="thief@new.example")
    for side in ("old", "new"):
        confirm_address(None, change=change, side=side)
    change.refresh_from_db()
    return change


def test_d10_the_old_address_takes_it_back(
    bob: Person, moved: AddressChange, signed_in: SignIn, mailoutbox: list[EmailMessage]
) -> None:
    bob.refresh_from_db()
    signed_in(bob)
    create_token(bob, person=bob, name="x", scope="write", days=30)
    work_off()
    page = Client().post(links(mailoutbox)["bob@demo.example"], {"answer": "undo"})
    assert page.status_code == 200
    bob.refresh_from_db()
    assert bob.email == "bob@demo.example" and not bob.has_usable_password()
    assert not Session.objects.filter(person=bob).exists()
    assert not Token.objects.filter(person=bob, revoked_at=None).exists()
    assert last_activity()[0] == "accounts.address_undone"


def test_d10_a_passkey_that_came_with_the_thief_goes_and_one_s_own_stays(bob: Person, moved: AddressChange) -> None:
    now = timezone.now()
    for kind, age in (("totp", timedelta(days=90)), ("webauthn", timedelta(hours=1)), ("webauthn", timedelta(0))):
        Authenticator.objects.create(user=bob, type=kind, data={}, created_at=now - age)
    undo_address(None, change=moved)
    assert list(Authenticator.objects.filter(user=bob).values_list("type", flat=True)) == ["totp"]


def test_d10_no_change_that_the_thief_asked_for_afterwards_leads_back(bob: Person, moved: AddressChange) -> None:
    bob.refresh_from_db()
    further = ask_new_address(bob, person=bob, address="second@new.example")
    for side in ("old", "new"):
        confirm_address(None, change=further, side=side)
    bob.refresh_from_db()
    waiting = ask_new_address(bob, person=bob, address="third@new.example")
    confirm_address(None, change=waiting, side="old")
    undo_address(None, change=moved)
    for change in (further, waiting):
        change.refresh_from_db()
    with pytest.raises(Absent):
        undo_address(None, change=further)
    with pytest.raises(Absent):
        confirm_address(None, change=waiting, side="new")
    bob.refresh_from_db()
    assert bob.email == "bob@demo.example"


def test_once_and_within_a_week(moved: AddressChange) -> None:
    undo_address(None, change=moved)
    moved.refresh_from_db()
    with pytest.raises(Absent):
        undo_address(None, change=moved)
    AddressChange.objects.update(ended_at=None, asked_at="2020-01-01T00:00:00Z")
    moved.refresh_from_db()
    with pytest.raises(Absent):
        undo_address(None, change=moved)


def test_not_before_it_is_in_force(bob: Person) -> None:
    with pytest.raises(Absent):
        undo_address(None, change=ask_new_address(bob, person=bob, address="bob@new.example"))
