"""A forgotten password: to the stored address or to nobody (D08), the same answer for everybody (D07)."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from terreau.foundation.accounts.actions import send_reset_link
from terreau.foundation.accounts.tests.mailed import links
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs.execution import work_off
from tests.worlds.answers import said, statements

LOOKALIKES = [
    "mıke@example.org",
    "MİKE@example.org",
    "ｍike@example.org",
    "mike@exampIe.org",
    "mike@example.org\u200b",
    "mike+alias@example.org",
    "mike@examplé.org",
    "mi\u212ae@example.org",
    "mike@example.org,evil@example.net",
]


@pytest.fixture
def mike(bob: Person) -> Person:
    Person.objects.filter(pk=bob.pk).update(email="mike@example.org", username="mike")
    bob.refresh_from_db()
    return bob


@pytest.mark.parametrize("asked", LOOKALIKES)
def test_d08_a_lookalike_reaches_nobody(mike: Person, asked: str, mailoutbox: list[EmailMessage]) -> None:
    Client().post("/account/password/reset/", {"email": asked})
    send_reset_link.call(asked)
    work_off()
    assert not mailoutbox


@pytest.mark.parametrize("asked", ["mike@example.org", "MIKE@Example.ORG"])
def test_d08_the_mail_goes_to_the_stored_address(mike: Person, asked: str, mailoutbox: list[EmailMessage]) -> None:
    Client().post("/account/password/reset/", {"email": asked})
    work_off()
    assert list(links(mailoutbox)) == ["mike@example.org"]


@pytest.mark.parametrize("host", ["localhost:9999", "evil.example", "127.0.0.1.evil.example"])
def test_d09_the_link_begins_with_our_own_address(mike: Person, mailoutbox: list[EmailMessage], host: str) -> None:
    Client().post("/account/password/reset/", {"email": "mike@example.org"}, headers={"host": host})
    work_off()
    words = " ".join(str(mail.subject) + str(mail.body) for mail in mailoutbox)
    assert "http://127.0.0.1:8000/account/password/reset/key/" in words
    assert host not in words


def test_d07_unknown_known_and_deactivated_are_answered_alike(mike: Person, alice: Person) -> None:
    Person.objects.filter(pk=alice.pk).update(suspended_at=timezone.now())
    seen = []
    for address in ("mike@example.org", "alice@demo.example", "nobody@example.org"):
        with statements() as asked:
            answer = Client().post("/account/password/reset/", {"email": address})
        seen.append((asked, said(answer, [])))
    assert seen[0] == seen[1] == seen[2]


def test_who_may_not_come_in_gets_no_link(mike: Person, mailoutbox: list[EmailMessage]) -> None:
    Person.objects.filter(pk=mike.pk).update(left_at=timezone.now())
    send_reset_link.call("mike@example.org")
    assert not mailoutbox
