import pytest

from terreau.foundation.access.words import Refused
from terreau.network.spaces import rules
from terreau.network.spaces.actions import invite, revoke_invitation
from terreau.network.spaces.models import Invitation, Space
from terreau.network.spaces.tests.journal import kinds

pytestmark = pytest.mark.django_db


def test_b06_it_works_at_once(alice, charlie, secret):
    invite(alice, space=secret, person=charlie)
    revoke_invitation(alice, space=secret, person=charlie)
    revoke_invitation(alice, space=secret, person=charlie)
    assert not Space.objects.filter(rules.visible(charlie), pk=secret.pk).exists()
    assert not rules.audience(secret).filter(pk=charlie.pk).exists()
    assert kinds(secret) == ["invited", "invitation_revoked"]


def test_who_may_not(alice, bob, charlie, operator, secret):
    invite(alice, space=secret, person=charlie)
    for person in (bob, charlie, operator):
        with pytest.raises(Refused):
            revoke_invitation(person, space=secret, person=charlie)
    assert Invitation.objects.get().revoked_at is None


def test_what_it_costs(alice, charlie, secret, django_assert_max_num_queries):
    invite(alice, space=secret, person=charlie)
    with django_assert_max_num_queries(6):
        revoke_invitation(alice, space=secret, person=charlie)
