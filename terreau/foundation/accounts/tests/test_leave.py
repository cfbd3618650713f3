from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts import commands
from terreau.foundation.accounts.actions import create_token, leave
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.accounts.tests.mailed import SignIn
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Invitation, Person, Session
from terreau.foundation.identity.tokens import valid_token


def test_b03_sessions_tokens_and_invitations_end(
    operator: Person, bob: Person, charlie: Person, signed_in: SignIn
) -> None:
    browser = signed_in(bob)
    _token, secret = create_token(bob, person=bob, name="x", scope="read", days=30)
    until = timezone.now() + timedelta(days=1)
    sent = Invitation.objects.create(person=charlie, email="x@x.example", digest="1", invited_by=bob, expires_at=until)
    leave(operator, person=bob)
    assert browser.get("/account").status_code == 302
    assert valid_token(secret) is None and not Session.objects.filter(person=bob).exists()
    sent.refresh_from_db()
    assert sent.revoked_at is not None
    assert bob not in Person.objects.present()
    assert last_activity() == ("accounts.left", operator.pk, bob.pk, {"person_id": bob.pk})


def test_twice_is_once(operator: Person, bob: Person) -> None:
    leave(operator, person=bob)
    leave(operator, person=bob)
    assert Activity.objects.filter(kind="accounts.left").count() == 1


def test_nobody_else_and_not_oneself(alice: Person, bob: Person, operator: Person) -> None:
    for actor, who in ((alice, bob), (operator, operator)):
        with pytest.raises(Refused):
            leave(actor, person=who)


def test_at_the_terminal(bob: Person) -> None:
    command = next(one for one in commands.COMMANDS if one.name == "person leave")
    assert command.run(type("Given", (), {"login": "bob"})()) == 0
    assert Person.objects.get(pk=bob.pk).left_at is not None
