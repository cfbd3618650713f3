import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import create_token, revoke_token
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person, Token
from terreau.foundation.identity.tokens import valid_token


@pytest.fixture
def made(bob: Person) -> tuple[Token, str]:
    return create_token(bob, person=bob, name="script", scope="read", days=1)


def test_b03_a_revoked_token_lets_nobody_in(bob: Person, made: tuple[Token, str]) -> None:
    token, secret = made
    assert valid_token(secret) is not None
    revoke_token(bob, token=token)
    assert valid_token(secret) is None
    assert last_activity() == ("accounts.token_revoked", bob.pk, token.pk, {"person_id": bob.pk})


def test_an_administrator_revokes_it_too(operator: Person, made: tuple[Token, str]) -> None:
    revoke_token(operator, token=made[0])
    assert valid_token(made[1]) is None


def test_a_colleague_may_not(alice: Person, made: tuple[Token, str]) -> None:
    with pytest.raises(Refused):
        revoke_token(alice, token=made[0])
    assert valid_token(made[1]) is not None


def test_twice_is_once(bob: Person, made: tuple[Token, str]) -> None:
    for _ in range(2):
        revoke_token(bob, token=made[0])
    assert Activity.objects.filter(kind="accounts.token_revoked").count() == 1
