from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts import commands
from terreau.foundation.accounts.actions import create_token
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.identity.models import Person, Token
from terreau.foundation.identity.tokens import valid_token


def test_a_person_makes_a_token_that_acts_as_them(bob: Person) -> None:
    token, secret = create_token(bob, person=bob, name="script", scope="write", days=30)
    known = valid_token(secret)
    assert known is not None and known.person == bob
    assert known.scope == "write"
    assert timedelta(days=29) < token.expires_at - timezone.now() <= timedelta(days=30)


def test_the_secret_is_kept_nowhere(bob: Person) -> None:
    token, secret = create_token(bob, person=bob, name="script", scope="read", days=1)
    assert secret not in str(Token.objects.values().get(pk=token.pk))
    assert secret not in str(last_activity())


@pytest.mark.parametrize("actor", ["alice", "operator"])
def test_nobody_makes_a_token_for_somebody_else(request: Any, bob: Person, actor: str) -> None:
    with pytest.raises(Refused):
        create_token(request.getfixturevalue(actor), person=bob, name="x", scope="read", days=1)
    assert not Token.objects.exists()


def test_who_may_not_come_in_gets_none(bob: Person) -> None:
    bob.suspended_at = timezone.now()
    with pytest.raises(Refused):
        create_token(None, person=bob, name="x", scope="read", days=1)


def test_the_journal_says_so(bob: Person, django_assert_num_queries: Callable[[int], Any]) -> None:
    with django_assert_num_queries(4):
        token, _ = create_token(bob, person=bob, name="x", scope="read", days=7)
    assert last_activity() == (
        "accounts.token_created",
        bob.pk,
        token.pk,
        {"person_id": bob.pk, "scope": "read", "days": 7},
    )


def at_the_terminal(*words: str) -> int:
    parser = ArgumentParser()
    commands.token_arguments(parser)
    return commands.create_token(parser.parse_args(words))


@pytest.mark.parametrize("login", ["bob", "BOB@demo.example"])
def test_the_terminal_prints_the_token_alone(bob: Person, login: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert at_the_terminal(login, "--scope", "write", "--days", "3") == 0
    said = capsys.readouterr().out
    known = valid_token(said.strip())
    assert said == f"{said.strip()}\n" and known is not None and known.person == bob


@pytest.mark.parametrize("words", [["bob", "--days", "0"], ["bob", "--days", "1e9"], ["bob", "--scope", "all"], []])
def test_wrong_use_makes_no_token(bob: Person, words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        at_the_terminal(*words)
    assert left.value.code == 2
    assert not Token.objects.exists()


def test_nobody_and_those_shut_out_are_a_mistake(bob: Person) -> None:
    Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())
    for login in ("nobody", "bob"):
        with pytest.raises(commands.Mistake):
            at_the_terminal(login)
    assert not Token.objects.exists()


@pytest.mark.parametrize(("path", "more"), [("tokens", {"name": "x"}), ("address", {"address": "x@example.com"})])
def test_who_came_in_long_ago_is_asked_again_by_a_form_sent_once(bob: Person, signed_in: Any, path: str, more: Any):
    said = {"scope": "read", "days": "7", "once": "a-key-of-this-form", **more}
    for _turn in range(2):
        answer = signed_in(bob).post(f"/account/{path}", said)
        assert answer.status_code == 302 and answer["Location"].startswith("/account/reauthenticate/")
    assert not Token.objects.exists()
