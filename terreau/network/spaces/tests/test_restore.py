import pytest

from terreau.foundation.access.words import Refused
from terreau.network.spaces import rules
from terreau.network.spaces.actions import archive, restore
from terreau.network.spaces.tests.journal import kinds

pytestmark = pytest.mark.django_db


def test_it_works(alice, bob, space):
    archive(alice, space=space)
    awake = restore(alice, space=space)
    restore(alice, space=space)
    assert rules.may_publish(bob, awake)
    assert kinds(space) == ["archived", "restored"]


def test_who_may_not(alice, bob, charlie, space):
    archive(alice, space=space)
    for person in (bob, charlie):
        with pytest.raises(Refused):
            restore(person, space=space)


def test_what_it_costs(alice, space, django_assert_max_num_queries):
    archive(alice, space=space)
    with django_assert_max_num_queries(6):
        restore(alice, space=space)
