import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.network.spaces.actions import hand_over
from terreau.network.spaces.models import Membership
from terreau.network.spaces.tests.journal import kinds, roles

pytestmark = pytest.mark.django_db


def test_it_works(alice, bob, space):
    hand_over(alice, space=space, person=bob)
    assert roles(space) == {"alice": "manager", "bob": "owner"}
    assert kinds(space) == ["handed_over"]


def test_an_administrator_helps_a_space_whose_owner_left(bob, operator, space):
    hand_over(operator, space=space, person=bob)
    assert roles(space) == {"alice": "owner", "bob": "owner"}


def test_an_administrator_does_not_help_themselves(operator, secret):
    with pytest.raises(Absent):
        hand_over(operator, space=secret, person=operator)
    Membership.objects.create(space=secret, person=operator, role="member")
    with pytest.raises(Refused):
        hand_over(operator, space=secret, person=operator)


def test_who_may_not(alice, bob, gaby, charlie, space):
    Membership.objects.create(space=space, person=gaby, role="guest")
    with pytest.raises(Refused):
        hand_over(alice, space=space, person=gaby)
    with pytest.raises(Refused):
        hand_over(bob, space=space, person=alice)
    with pytest.raises(Absent):
        hand_over(alice, space=space, person=charlie)
    bob.suspended_at = bob.joined_at
    bob.save()
    with pytest.raises(Refused):
        hand_over(alice, space=space, person=bob)


def test_what_it_costs(alice, bob, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        hand_over(alice, space=space, person=bob)
