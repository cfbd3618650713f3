"""Coming in by invitation: once, at the invited address, while the inviter still may (B06)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terreau.foundation.access.words import Absent
from terreau.foundation.accounts.actions import accept_invitation, deactivate, invite, invite_guest, leave
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.accounts.tests.mailed import SignIn
from terreau.foundation.identity import invitations
from terreau.foundation.identity.models import Invitation, Person
from terreau.foundation.orgs.models import Mandate

SAID = {"name": "Ada King", "language": "en", "password": "a sentence of mine"}


@pytest.fixture
def asked(operator: Person) -> Invitation:
    return invite(operator, email="ada@demo.example", name="Ada Lovelace", language="fr")


def path_of(invitation: Invitation) -> str:
    return f"/invitations/{invitations.secret_of(invitation)}"


def test_the_link_leads_in_and_to_the_first_morning(asked: Invitation) -> None:
    browser = Client()
    assert "ada@demo.example" in browser.get(path_of(asked)).content.decode()
    answer = browser.post(path_of(asked), SAID)
    assert (answer.status_code, answer["Location"]) == (302, "/welcome")
    ada = Person.objects.get(email="ada@demo.example")
    assert (ada.name, ada.given_name, ada.language, ada.is_active) == ("Ada King", "Ada", "en", True)
    assert browser.get("/account").status_code == 200
    assert last_activity()[:2] == ("accounts.arrived", ada.pk)


def test_a22_nobody_arrives_under_a_name_that_cannot_be_read(asked: Invitation) -> None:
    browser = Client()
    assert browser.post(path_of(asked), SAID | {"name": "\u2060\u200b"}).status_code == 422
    assert browser.post(path_of(asked), SAID | {"name": "Ada \u202eKing\u200b"}).status_code == 302
    assert Person.objects.get(email="ada@demo.example").name == "Ada King"


def test_b06_it_serves_once(asked: Invitation) -> None:
    Client().post(path_of(asked), SAID)
    assert Client().get(path_of(asked)).status_code == 404
    assert Client().post(path_of(asked), {**SAID, "password": "somebody else came"}).status_code == 404
    assert Person.objects.get(email="ada@demo.example").check_password(SAID["password"])


def test_b06_two_at_once_are_one(asked: Invitation) -> None:
    first, second = (Invitation.objects.select_related("person", "invited_by").get(pk=asked.pk) for _ in "ab")
    accept_invitation(None, invitation=first, **SAID)
    with pytest.raises(Absent):
        accept_invitation(None, invitation=second, **{**SAID, "password": "somebody else came"})


LOSSES: list[Callable[[Invitation], Any]] = [
    lambda asked: Mandate.objects.all().delete(),
    lambda asked: deactivate(None, person=asked.invited_by),
    lambda asked: leave(None, person=asked.invited_by),
    lambda asked: Person.objects.filter(pk=asked.person_id).update(email="other@demo.example"),
    lambda asked: Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1)),
    lambda asked: leave(None, person=asked.person),
]


@pytest.mark.parametrize("lose", LOSSES, ids=["mandate", "deactivated", "left", "address", "over", "invited one gone"])
def test_b06_it_dies_with_what_it_stands_on(asked: Invitation, lose: Callable[[Invitation], Any]) -> None:
    lose(asked)
    assert Client().get(path_of(asked)).status_code == 404
    assert Client().post(path_of(asked), SAID).status_code == 404
    assert not Person.objects.get(pk=asked.person_id).is_active


def test_b06_a_guest_s_dies_with_the_colleague(alice: Person) -> None:
    invite_guest(alice, email="pia@partner.example", name="Pia", language="fr")
    asked = Invitation.objects.select_related("person", "invited_by").get()
    assert Client().get(path_of(asked)).status_code == 200
    deactivate(None, person=alice)
    assert Client().get(path_of(asked)).status_code == 404


@pytest.mark.parametrize("password", ["short", "password1234", "ada lovelace", ""])
def test_a_weak_password_is_refused_and_the_name_kept(asked: Invitation, password: str) -> None:
    answer = Client().post(path_of(asked), {**SAID, "password": password})
    assert answer.status_code == 422 and "Ada King" in answer.content.decode()
    assert not Person.objects.get(pk=asked.person_id).is_active


def test_whoever_is_signed_in_is_told_and_changes(asked: Invitation, bob: Person, signed_in: SignIn) -> None:
    browser = signed_in(bob)
    assert "Bob Delorme" in browser.get(path_of(asked)).content.decode()
    browser.post(path_of(asked), SAID)
    assert browser.session["_auth_user_id"] == str(asked.person_id)


@pytest.mark.parametrize("secret", ["none", "x" * 43, "%00"])
def test_a_link_nobody_sent_is_absent(db: None, secret: str) -> None:
    assert Client().get(f"/invitations/{secret}").status_code == 404
