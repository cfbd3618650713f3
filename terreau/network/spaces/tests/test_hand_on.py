"""Somebody leaves the company; what they kept finds other hands."""

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts import actions as accounts
from terreau.foundation.activity.models import Activity
from terreau.network.spaces import actions
from terreau.network.spaces.actions.leaving import hear
from terreau.network.spaces.models import Membership, Role, Space
from tests.cast import space_of

pytestmark = pytest.mark.django_db


def hear_all():
    hear(list(Activity.objects.order_by("pk")))


def roles(space):
    return dict(Membership.objects.filter(space=space).values_list("person__username", "role"))


def test_the_deputy_takes_the_key(alice, bob, charlie):
    space = space_of(alice, bob, charlie)
    Membership.objects.filter(person=charlie).update(role=Role.MANAGER)
    accounts.leave(None, person=alice)
    hear_all()
    assert roles(space) == {"bob": "member", "charlie": "owner"}
    assert Space.objects.get(pk=space.pk).member_count == 2
    told = Activity.objects.get(kind="spaces.handed_over")
    assert (told.actor_id, told.data) == (None, {"person_id": charlie.pk})


def test_of_two_deputies_the_one_who_was_there_last(alice, bob, charlie):
    space = space_of(alice, bob, charlie)
    Membership.objects.exclude(person=alice).update(role=Role.MANAGER, read_at="2020-01-01T00:00:00Z")
    Membership.objects.filter(person=bob).update(read_at=timezone.now())
    accounts.leave(None, person=alice)
    hear_all()
    assert roles(space) == {"bob": "owner", "charlie": "manager"}


def test_f02_a_space_is_never_without_an_owner(alice, bob):
    space = space_of(alice, bob)
    Membership.objects.filter(person=bob).update(role=Role.OWNER)
    for person in (alice, bob):
        accounts.leave(None, person=person)
    hear_all()
    hear_all()
    assert set(roles(space).values()) == {"owner"}


def test_without_a_deputy_the_key_waits_for_an_administrator(alice, bob, operator, signed_in):
    space = space_of(alice, bob, name="Énergie")
    accounts.leave(None, person=alice)
    hear_all()
    assert roles(space)["alice"] == "owner"
    browser = signed_in(operator)
    assert "Énergie" in browser.get("/spaces/keyless").content.decode()
    actions.hand_over(operator, space=space, person=bob)
    assert roles(space) == {"bob": "owner"}
    assert "Énergie" not in browser.get("/spaces/keyless").content.decode()


def test_memberships_elsewhere_end_and_what_was_written_stays(alice, bob):
    space = space_of(alice, bob)
    accounts.leave(None, person=bob)
    hear_all()
    assert roles(space) == {"alice": "owner"}
    accounts.come_back(None, person=bob)
    assert actions.hand_on.__doc__ and roles(space) == {"alice": "owner"}


def test_who_is_here_hands_nothing_on(alice, space):
    with pytest.raises(Refused):
        actions.hand_on(None, person=alice)
    with pytest.raises(Refused):
        actions.hand_on(alice, person=alice)
