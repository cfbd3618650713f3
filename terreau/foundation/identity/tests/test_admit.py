"""Who may open a stream, and when what let them in no longer stands (B02)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from terreau.foundation.identity.models import Person, Session, Token
from terreau.foundation.identity.passes import Pass, admitted, still_valid
from terreau.foundation.identity.tokens import digest_of, new_secret

SignIn = Callable[[Person], Client]


def pass_by_session(browser: Client) -> Pass:
    cookie = f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
    found = admitted({"headers": [(b"cookie", cookie.encode())]})
    assert found is not None
    return found


def pass_by_token(person: Person) -> Pass:
    secret = new_secret()
    Token.objects.create(person=person, digest=digest_of(secret), expires_at=timezone.now() + timedelta(days=1))
    found = admitted({"headers": [(b"authorization", f"Bearer {secret}".encode())]})
    assert found is not None
    return found


def test_a_visitor_is_not_admitted(db: None) -> None:
    assert admitted({"headers": []}) is None


def test_sessions_and_tokens_admit_their_person(bob: Person, signed_in: SignIn) -> None:
    passes = {pass_by_session(signed_in(bob)), pass_by_token(bob)}
    assert {one.person_id for one in passes} == {bob.pk}
    assert still_valid(passes) == passes


CHANGES: list[Callable[[Person], Any]] = [
    lambda bob: Session.objects.filter(person=bob).delete(),
    lambda bob: Session.objects.filter(person=bob).update(expire_date=timezone.now()),
    lambda bob: Person.objects.filter(pk=bob.pk).update(left_at=timezone.now()),
    lambda bob: Person.objects.filter(pk=bob.pk).update(suspended_at=timezone.now()),
    lambda bob: Person.objects.filter(pk=bob.pk).update(password="changed"),
]


@pytest.mark.parametrize("change", CHANGES, ids=["ended", "expired", "left", "suspended", "password"])
def test_b02_a_session_that_no_longer_lets_in_is_noticed(
    bob: Person, alice: Person, signed_in: SignIn, change: Callable[[Person], Any]
) -> None:
    lost, kept = pass_by_session(signed_in(bob)), pass_by_session(signed_in(alice))
    change(bob)
    assert still_valid({lost, kept}) == {kept}


@pytest.mark.parametrize(
    "change",
    [
        lambda bob: Token.objects.filter(person=bob).update(revoked_at=timezone.now()),
        lambda bob: Token.objects.filter(person=bob).update(expires_at=timezone.now()),
        lambda bob: Person.objects.filter(pk=bob.pk).update(left_at=timezone.now()),
    ],
    ids=["revoked", "expired", "left"],
)
def test_b02_a_token_that_no_longer_lets_in_is_noticed(
    bob: Person, alice: Person, change: Callable[[Person], Any]
) -> None:
    lost, kept = pass_by_token(bob), pass_by_token(alice)
    change(bob)
    assert still_valid({lost, kept}) == {kept}


def test_the_question_is_two_queries_for_any_number(
    bob: Person, alice: Person, signed_in: SignIn, django_assert_num_queries: Callable[[int], Any]
) -> None:
    passes = {pass_by_session(signed_in(who)) for who in (bob, alice, bob)} | {pass_by_token(bob)}
    with django_assert_num_queries(2):
        assert still_valid(passes) == passes
