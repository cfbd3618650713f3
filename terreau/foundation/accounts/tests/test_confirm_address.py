"""Both sides say yes (D10)."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from terreau.foundation.access.words import Absent
from terreau.foundation.accounts.actions import ask_new_address, confirm_address
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.accounts.tests.mailed import SignIn, links
from terreau.foundation.identity.models import Person, Session
from terreau.foundation.jobs.execution import work_off
from tests.cast import PASSWORD


@pytest.fixture
def mailed(bob: Person, mailoutbox: list[EmailMessage]) -> dict[str, str]:
    """The links of a change to bob@new.example, by address."""
    ask_new_address(bob, person=bob, address="bob@new.example")
    work_off()
    return links(mailoutbox)


def press(path: str, answer: str) -> str:
    visitor = Client()
    assert visitor.get(path).status_code == 200
    return visitor.post(path, {"answer": answer}).content.decode()


def test_d10_one_side_alone_changes_nothing(bob: Person, mailed: dict[str, str]) -> None:
    press(mailed["bob@new.example"], "confirm")
    press(mailed["bob@new.example"], "confirm")
    assert Person.objects.get(pk=bob.pk).email == "bob@demo.example"


def test_d10_both_change_it_end_every_session_and_are_told(
    bob: Person, mailed: dict[str, str], signed_in: SignIn, mailoutbox: list[EmailMessage]
) -> None:
    signed_in(bob), signed_in(bob)
    press(mailed["bob@demo.example"], "confirm")
    assert Session.objects.filter(person=bob).count() == 2
    press(mailed["bob@new.example"], "confirm")
    assert Person.objects.get(pk=bob.pk).email == "bob@new.example"
    assert not Session.objects.filter(person=bob).exists()
    assert last_activity()[0] == "accounts.address_changed"
    mailoutbox.clear()
    work_off()
    assert [mail.to for mail in mailoutbox] == [["bob@demo.example"], ["bob@new.example"]]


def test_the_old_address_no_longer_signs_in(bob: Person, mailed: dict[str, str]) -> None:
    for path in mailed.values():
        press(path, "confirm")
    browser = Client()
    browser.post("/account/login/", {"login": "bob@demo.example", "password": PASSWORD})
    assert browser.get("/account").status_code == 302
    browser.post("/account/login/", {"login": "bob@new.example", "password": PASSWORD})
    assert browser.get("/account").status_code == 200


def test_looking_confirms_nothing(bob: Person, mailed: dict[str, str]) -> None:
    for path in mailed.values():
        for method in ("get", "head"):
            assert getattr(Client(), method)(path).status_code == 200
    assert Person.objects.get(pk=bob.pk).email == "bob@demo.example"


def test_an_address_taken_meanwhile_stays_with_whoever_has_it(
    bob: Person, charlie: Person, mailed: dict[str, str]
) -> None:
    Person.objects.filter(pk=charlie.pk).update(email="Bob@New.example")
    for path in mailed.values():
        Client().post(path, {"answer": "confirm"})
    assert Person.objects.get(pk=bob.pk).email == "bob@demo.example"


@pytest.mark.parametrize("path", ["none", "WzEsIm9sZCJd:1:forged", "%3A"])
def test_a_link_nobody_sent_is_absent(db: None, path: str) -> None:
    assert Client().get(f"/account/address/{path}").status_code == 404


def test_a_link_dies_after_its_day(bob: Person, mailed: dict[str, str]) -> None:
    bob.address_changes.update(asked_at="2020-01-01T00:00:00Z")
    assert Client().get(mailed["bob@new.example"]).status_code == 404
    with pytest.raises(Absent):
        confirm_address(None, change=bob.address_changes.get(), side="new")
