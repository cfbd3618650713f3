import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.network.spaces import rules
from terreau.network.spaces.actions import accept_invitation, change_role, invite
from terreau.network.spaces.models import Invitation, Membership
from terreau.network.spaces.tests.journal import kinds, roles

pytestmark = pytest.mark.django_db


def test_it_works(alice, bob, space):
    change_role(alice, space=space, person=bob, role="manager")
    change_role(alice, space=space, person=bob, role="manager")
    assert roles(space)["bob"] == "manager" and rules.may_manage(bob, space)
    assert kinds(space) == ["role_changed"]


def test_the_last_owner_stays(alice, space):
    with pytest.raises(Refused):
        change_role(alice, space=space, person=alice, role="member")


def test_c01_no_one_lifts_themselves(bob, charlie, operator, space):
    for person in (bob, operator):
        with pytest.raises(Refused):
            change_role(person, space=space, person=bob, role="owner")
    with pytest.raises(Absent):
        change_role(charlie, space=space, person=charlie, role="owner")
    assert roles(space)["bob"] == "member"


def test_c01_a_manager_makes_nobody_owner(alice, bob, space):
    change_role(alice, space=space, person=bob, role="manager")
    with pytest.raises(Refused):
        change_role(bob, space=space, person=bob, role="owner")


def test_c02_guests_stay_guests(alice, bob, gaby, space):
    Membership.objects.create(space=space, person=gaby, role="guest")
    for role in ("owner", "manager", "member"):
        with pytest.raises(Refused):
            change_role(alice, space=space, person=gaby, role=role)
    for role in ("guest", "king"):
        with pytest.raises(Refused):
            change_role(alice, space=space, person=bob, role=role)
    assert roles(space) == {"alice": "owner", "bob": "member", "gaby": "guest"}


def test_b06_who_may_no_longer_invite_has_invited_nobody(alice, bob, charlie, secret):
    change_role(alice, space=secret, person=bob, role="manager")
    invite(bob, space=secret, person=charlie)
    change_role(alice, space=secret, person=bob, role="member")
    change_role(alice, space=secret, person=bob, role="manager")
    assert Invitation.objects.get().revoked_at is not None


def test_b06_a_former_owner_has_invited_no_manager_and_their_members_come(alice, bob, charlie, dora, secret):
    change_role(alice, space=secret, person=bob, role="owner")
    invite(bob, space=secret, person=charlie, role="manager")
    invite(bob, space=secret, person=dora)
    change_role(alice, space=secret, person=bob, role="manager")
    with pytest.raises(Absent):
        accept_invitation(charlie, space=secret)
    assert accept_invitation(dora, space=secret).role == "member"


def test_what_it_costs(alice, bob, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        change_role(alice, space=space, person=bob, role="manager")
