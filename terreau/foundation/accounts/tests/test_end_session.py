from collections.abc import Callable

import pytest
from django.test import Client

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import end_session
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.identity.models import Person, Session

SignIn = Callable[[Person], Client]


def test_a_person_ends_one_of_their_sessions(bob: Person, signed_in: SignIn) -> None:
    signed_in(bob), signed_in(bob)
    lost, kept = Session.objects.filter(person=bob)
    end_session(bob, session=lost)
    assert list(Session.objects.filter(person=bob)) == [kept]
    assert last_activity() == ("accounts.session_ended", bob.pk, None, {"person_id": bob.pk})


def test_nobody_else_may(alice: Person, operator: Person, bob: Person, signed_in: SignIn) -> None:
    signed_in(bob)
    for actor in (alice, operator):
        with pytest.raises(Refused):
            end_session(actor, session=Session.objects.get(person=bob))
    assert Session.objects.filter(person=bob).exists()
