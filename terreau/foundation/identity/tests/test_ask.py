"""Who a request outside Django's middleware belongs to."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from terreau.foundation.identity.asgi import caller_of, person_of_scope
from terreau.foundation.identity.models import Person, Token
from terreau.foundation.identity.tokens import digest_of, new_secret

Scope = dict[str, list[tuple[bytes, bytes]]]


def by_cookie(browser: Client) -> Scope:
    key = browser.cookies[settings.SESSION_COOKIE_NAME].value
    return {"headers": [(b"cookie", f"other=1; {settings.SESSION_COOKIE_NAME}={key}".encode())]}


def by_token(secret: str) -> Scope:
    return {"headers": [(b"authorization", f"Bearer {secret}".encode())]}


def token_of(person: Person, **fields: object) -> str:
    secret = new_secret()
    ends = timezone.now() + timedelta(days=1)
    Token.objects.create(**{"person": person, "digest": digest_of(secret), "expires_at": ends, **fields})
    return secret


def test_the_session_cookie_names_its_person(bob: Person, signed_in: Callable[[Person], Client]) -> None:
    caller = caller_of(by_cookie(signed_in(bob)))
    assert caller.person == bob
    assert caller.session_key and caller.token_id is None


def test_an_ended_session_names_nobody(bob: Person, signed_in: Callable[[Person], Client]) -> None:
    scope = by_cookie(signed_in(bob))
    bob.sessions.all().delete()
    assert not person_of_scope(scope).is_authenticated


@pytest.mark.parametrize("change", ["left_at", "suspended_at"])
def test_who_left_or_is_suspended_is_nobody(bob: Person, signed_in: Callable[[Person], Client], change: str) -> None:
    scope, secret = by_cookie(signed_in(bob)), token_of(bob)
    Person.objects.filter(pk=bob.pk).update(**{change: timezone.now()})
    assert not person_of_scope(scope).is_authenticated
    assert not person_of_scope(by_token(secret)).is_authenticated


def test_a_changed_password_ends_the_session(bob: Person, signed_in: Callable[[Person], Client]) -> None:
    scope = by_cookie(signed_in(bob))
    bob.set_password("another-password")
    bob.save()
    assert not person_of_scope(scope).is_authenticated


def test_a_token_names_its_person_and_scope(bob: Person) -> None:
    caller = caller_of(by_token(token_of(bob, scope="write")))
    assert caller.person == bob
    assert caller.scope == "write"


@pytest.mark.parametrize("field", ["revoked_at", "expires_at"])
def test_a_revoked_or_ended_token_names_nobody(bob: Person, field: str) -> None:
    secret = token_of(bob, **{field: timezone.now() - timedelta(seconds=1)})
    assert not person_of_scope(by_token(secret)).is_authenticated


def test_a_bad_token_is_not_saved_by_a_good_cookie(bob: Person, signed_in: Callable[[Person], Client]) -> None:
    scope = by_cookie(signed_in(bob))
    scope["headers"] += by_token("terreau_wrong")["headers"]
    assert not person_of_scope(scope).is_authenticated
