from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import create_token, deactivate
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Invitation, Kind, Person, Session
from terreau.foundation.identity.tokens import valid_token


def test_b03_sessions_tokens_and_sent_invitations_end(
    operator: Person, bob: Person, charlie: Person, signed_in: Callable[[Person], Client]
) -> None:
    signed_in(bob)
    _, secret = create_token(bob, person=bob, name="x", scope="read", days=1)
    soon = timezone.now() + timedelta(days=7)
    Invitation.objects.create(person=charlie, email="c@demo.example", digest="d", invited_by=bob, expires_at=soon)
    deactivate(operator, person=bob)
    assert not Person.objects.get(pk=bob.pk).is_active
    assert not Session.objects.filter(person=bob).exists()
    assert valid_token(secret) is None
    assert Invitation.objects.get().revoked_at is not None
    assert last_activity() == ("accounts.deactivated", operator.pk, bob.pk, {"person_id": bob.pk})


def test_a_colleague_may_not(alice: Person, bob: Person) -> None:
    with pytest.raises(Refused):
        deactivate(alice, person=bob)
    assert Person.objects.get(pk=bob.pk).is_active


def test_nobody_shuts_themselves_out(operator: Person) -> None:
    with pytest.raises(Refused):
        deactivate(operator, person=operator)


def test_the_system_is_not_a_person_to_shut_out(db: None) -> None:
    with pytest.raises(Refused):
        deactivate(None, person=Person.objects.create(kind=Kind.SYSTEM, name="System"))


def test_twice_is_once(operator: Person, bob: Person) -> None:
    for _ in range(2):
        deactivate(operator, person=bob)
    assert Activity.objects.filter(kind="accounts.deactivated").count() == 1
