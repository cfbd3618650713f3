import pytest
from django.test import Client

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import come_back, create_token, leave
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.identity.models import Person
from terreau.foundation.identity.tokens import valid_token
from tests.cast import PASSWORD


def test_a_person_comes_back_and_signs_in_anew(operator: Person, bob: Person) -> None:
    _token, secret = create_token(bob, person=bob, name="x", scope="read", days=30)
    leave(operator, person=bob)
    come_back(operator, person=bob)
    assert Person.objects.get(pk=bob.pk).is_active
    assert Client().post("/account/login/", {"login": "bob", "password": PASSWORD})["Location"] == "/"
    assert valid_token(secret) is None
    assert last_activity()[0] == "accounts.came_back"


def test_who_never_left_stays(operator: Person, bob: Person) -> None:
    come_back(operator, person=bob)
    assert Person.objects.get(pk=bob.pk).is_active


def test_a_colleague_takes_nobody_back(alice: Person, bob: Person) -> None:
    with pytest.raises(Refused):
        come_back(alice, person=bob)
