"""Asking for another e-mail address (D10)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.mail import EmailMessage

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import ask_new_address
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.accounts.tests.mailed import SignIn, come_in, links
from terreau.foundation.identity.models import AddressChange, Person
from terreau.foundation.jobs.execution import work_off
from tests.worlds.answers import statements


def test_d10_both_addresses_are_written_to_and_nothing_changes(bob: Person, mailoutbox: list[EmailMessage]) -> None:
    change = ask_new_address(bob, person=bob, address="bob@new.example")
    work_off()
    assert set(links(mailoutbox)) == {"bob@demo.example", "bob@new.example"}
    assert len(set(links(mailoutbox).values())) == 2
    assert Person.objects.get(pk=bob.pk).email == "bob@demo.example"
    assert last_activity() == ("accounts.address_asked", bob.pk, bob.pk, {"person_id": bob.pk, "change_id": change.pk})


def test_who_has_no_address_confirms_the_new_one_alone(bob: Person, mailoutbox: list[EmailMessage]) -> None:
    Person.objects.filter(pk=bob.pk).update(email=None)
    bob.refresh_from_db()
    ask_new_address(bob, person=bob, address="bob@new.example")
    work_off()
    assert [mail.to for mail in mailoutbox] == [["bob@new.example"]]


def test_a20_an_address_somebody_has_is_answered_alike(
    bob: Person, charlie: Person, mailoutbox: list[EmailMessage]
) -> None:
    with statements() as free:
        ask_new_address(bob, person=bob, address="nobody@new.example")
    with statements() as taken:
        ask_new_address(bob, person=bob, address="CHARLIE@demo.example")
    assert free == taken
    work_off()
    assert [mail.to for mail in mailoutbox] == [["bob@demo.example"]]


def test_asking_again_makes_the_first_links_worthless(bob: Person) -> None:
    first = ask_new_address(bob, person=bob, address="one@new.example")
    ask_new_address(bob, person=bob, address="two@new.example")
    assert AddressChange.objects.get(pk=first.pk).ended_at is not None


def test_nobody_asks_for_another(operator: Person, bob: Person) -> None:
    for actor in (operator, None):
        with pytest.raises(Refused):
            ask_new_address(actor, person=bob, address="bob@new.example")
    assert not AddressChange.objects.exists()


def test_it_costs_a_fixed_number_of_queries(bob: Person, django_assert_num_queries: Callable[[int], Any]) -> None:
    with django_assert_num_queries(6):
        ask_new_address(bob, person=bob, address="bob@new.example")


def test_d10_an_old_session_proves_itself_first(bob: Person, signed_in: SignIn) -> None:
    stolen = signed_in(bob)
    answer = stolen.post("/account/address", {"address": "thief@new.example"})
    assert answer.status_code == 302 and answer["Location"].startswith("/account/reauthenticate/")
    assert not AddressChange.objects.exists()


def test_the_page(bob: Person) -> None:
    browser = come_in("bob")
    assert browser.post("/account/address", {"address": "bob@new.example"}).status_code == 303
    assert "bob@new.example" in browser.get("/account/address").content.decode()
    wrong = browser.post("/account/address", {"address": "bob@néw.example"})
    assert wrong.status_code == 422 and "bob@néw.example" in wrong.content.decode()
