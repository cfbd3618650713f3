import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import create_token, deactivate, reactivate
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.identity.models import Person
from terreau.foundation.identity.tokens import valid_token


def test_a_person_may_come_in_again_but_old_tokens_stay_revoked(operator: Person, bob: Person) -> None:
    _, secret = create_token(bob, person=bob, name="x", scope="read", days=1)
    deactivate(operator, person=bob)
    reactivate(operator, person=bob)
    assert Person.objects.get(pk=bob.pk).is_active
    assert valid_token(secret) is None
    assert last_activity() == ("accounts.reactivated", operator.pk, bob.pk, {"person_id": bob.pk})


def test_a_colleague_may_not(operator: Person, alice: Person, bob: Person) -> None:
    deactivate(operator, person=bob)
    with pytest.raises(Refused):
        reactivate(alice, person=bob)
    assert not Person.objects.get(pk=bob.pk).is_active
