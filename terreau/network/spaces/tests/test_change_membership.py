"""Several changes of one membership at once, as programs ask for them."""

from typing import Any

import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.spaces import actions
from terreau.network.spaces.models import Membership, Role, Space

pytestmark = pytest.mark.django_db


def of(space: Space, person: Person) -> Membership:
    return Membership.objects.get(space=space, person=person)


def test_each_sets_for_themselves(bob: Person, space: Space) -> None:
    actions.change_membership(bob, space=space, person=bob, level="none", starred=True)
    assert (of(space, bob).level, of(space, bob).starred_at is not None) == ("none", True)
    actions.change_membership(bob, space=space, person=bob, starred=False)
    assert (of(space, bob).level, of(space, bob).starred_at) == ("none", None)


def test_an_owner_gives_a_role_and_it_is_told_once(alice: Person, bob: Person, space: Space) -> None:
    actions.change_membership(alice, space=space, person=bob, role="manager")
    assert of(space, bob).role == Role.MANAGER
    (told,) = Activity.objects.filter(kind="spaces.role_changed")
    assert (told.actor_id, told.data["person_id"]) == (alice.pk, bob.pk)


def test_nobody_sets_for_others(alice: Person, bob: Person, space: Space) -> None:
    with pytest.raises(Refused):
        actions.change_membership(alice, space=space, person=bob, role="manager", level="all")
    assert (of(space, bob).role, of(space, bob).level) == (Role.MEMBER, "digest")


def test_c01_a_refused_part_refuses_all_of_it(bob: Person, space: Space) -> None:
    with pytest.raises(Refused):
        actions.change_membership(bob, space=space, person=bob, role="owner", level="all", starred=True)
    mine = of(space, bob)
    assert (mine.role, mine.level, mine.starred_at) == (Role.MEMBER, "digest", None)


def test_what_it_costs(bob: Person, space: Space, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(8):
        actions.change_membership(bob, space=space, person=bob, level="all", starred=True)
