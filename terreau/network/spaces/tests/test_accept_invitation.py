import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.network.spaces.actions import (
    accept_invitation,
    archive,
    change_role,
    edit,
    invite,
    leave,
    remove_member,
    revoke_invitation,
)
from terreau.network.spaces.models import Space
from terreau.network.spaces.tests.journal import counted, kinds, roles

pytestmark = pytest.mark.django_db


def test_it_works_once(alice, charlie, secret):
    invite(alice, space=secret, person=charlie)
    accept_invitation(charlie, space=secret)
    assert roles(secret)["charlie"] == "member" and counted(secret)
    assert kinds(secret) == ["invited", "invitation_accepted"]
    leave(charlie, space=secret)
    with pytest.raises(Absent):
        accept_invitation(charlie, space=secret)


def test_a33_b06_without_a_standing_invitation_nobody_comes_in(alice, bob, charlie, dora, secret):
    with pytest.raises(Absent):
        accept_invitation(charlie, space=secret)
    invite(alice, space=secret, person=charlie)
    with pytest.raises(Absent):
        accept_invitation(dora, space=secret)
    revoke_invitation(alice, space=secret, person=charlie)
    with pytest.raises(Absent):
        accept_invitation(charlie, space=secret)


def test_b06_it_dies_with_its_inviter(alice, bob, charlie, dora, secret):
    change_role(alice, space=secret, person=bob, role="manager")
    invite(bob, space=secret, person=charlie)
    invite(bob, space=secret, person=dora)
    bob.suspended_at = bob.joined_at
    bob.save()
    with pytest.raises(Absent):
        accept_invitation(charlie, space=secret)
    bob.suspended_at = None
    bob.save()
    remove_member(alice, space=secret, person=bob)
    with pytest.raises(Absent):
        accept_invitation(dora, space=secret)
    invite(alice, space=secret, person=dora)
    assert accept_invitation(dora, space=secret).role == "member"


def test_b06_it_dies_when_the_space_becomes_secret(alice, charlie, closed):
    invite(alice, space=closed, person=charlie)
    edit(alice, space=closed, openness="secret")
    with pytest.raises(Absent):
        accept_invitation(charlie, space=closed)


def test_an_archived_space_waits(alice, gaby, space):
    invite(alice, space=space, person=gaby)
    archive(alice, space=space)
    with pytest.raises(Refused):
        accept_invitation(gaby, space=Space.objects.get(pk=space.pk))


def test_from_the_page(alice, gaby, secret, signed_in):
    invite(alice, space=secret, person=gaby)
    page = signed_in(gaby).get(f"/spaces/{secret.key}", follow=True).text
    assert "Alice Vasseur" in page and f"/spaces/{secret.key}/invitation" in page
    assert signed_in(gaby).post(f"/spaces/{secret.key}/invitation").status_code == 303
    assert roles(secret)["gaby"] == "guest"


def test_what_it_costs(alice, charlie, secret, django_assert_max_num_queries):
    invite(alice, space=secret, person=charlie)
    with django_assert_max_num_queries(13):
        accept_invitation(charlie, space=secret)
