from collections.abc import Callable

import pytest
from django.test import Client

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import sign_out_everywhere
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.identity.models import Person, Session

SignIn = Callable[[Person], Client]


def test_b02_every_session_ends_but_the_one_in_hand(bob: Person, alice: Person, signed_in: SignIn) -> None:
    signed_in(bob), signed_in(bob), signed_in(alice)
    kept = Session.objects.filter(person=bob).first()
    assert kept is not None
    assert sign_out_everywhere(bob, person=bob, but=kept.session_key) == 1
    assert set(Session.objects.values_list("person_id", flat=True)) == {bob.pk, alice.pk}
    assert last_activity() == ("accounts.signed_out_everywhere", bob.pk, bob.pk, {"person_id": bob.pk, "ended": 1})


def test_an_administrator_may(operator: Person, bob: Person, signed_in: SignIn) -> None:
    signed_in(bob)
    assert sign_out_everywhere(operator, person=bob) == 1


def test_a_colleague_may_not(alice: Person, bob: Person, signed_in: SignIn) -> None:
    signed_in(bob)
    with pytest.raises(Refused):
        sign_out_everywhere(alice, person=bob)
    assert Session.objects.filter(person=bob).exists()
