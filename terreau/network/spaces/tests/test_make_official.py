import pytest

from terreau.foundation.access.words import Refused
from terreau.network.spaces import queries
from terreau.network.spaces.actions import make_official
from terreau.network.spaces.tests.journal import kinds

pytestmark = pytest.mark.django_db


def test_it_works(charlie, operator, space):
    assert make_official(operator, space=space).official_at
    make_official(operator, space=space)
    assert [row["id"] for row in queries.official_home(charlie)] == [space.pk]
    assert kinds(space) == ["made_official"]


def test_who_may_not(alice, bob, charlie, space):
    for person in (alice, bob, charlie):
        with pytest.raises(Refused):
            make_official(person, space=space)


def test_what_it_costs(operator, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        make_official(operator, space=space)
