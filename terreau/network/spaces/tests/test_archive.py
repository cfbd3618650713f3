import pytest

from terreau.foundation.access.words import Refused
from terreau.network.spaces import rules
from terreau.network.spaces.actions import archive, join
from terreau.network.spaces.tests.journal import kinds

pytestmark = pytest.mark.django_db


def test_it_works(alice, bob, charlie, space):
    resting = archive(alice, space=space)
    archive(alice, space=space)
    assert not rules.may_publish(bob, resting) and rules.may_read(bob, resting)
    with pytest.raises(Refused):
        join(charlie, space=resting)
    assert kinds(space) == ["archived"]


def test_a10_nothing_widens(alice, charlie, secret):
    archive(alice, space=secret)
    assert not rules.may_read(charlie, secret)


def test_who_may(operator, space):
    assert archive(operator, space=space).archived_at


def test_who_may_not(bob, charlie, gaby, space):
    for person in (bob, charlie, gaby):
        with pytest.raises(Refused):
            archive(person, space=space)


def test_what_it_costs(alice, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        archive(alice, space=space)
