import pytest

from terreau.foundation.access.words import Refused
from terreau.network.spaces import queries
from terreau.network.spaces.actions import make_official, unmake_official
from terreau.network.spaces.tests.journal import kinds

pytestmark = pytest.mark.django_db


def test_it_works(charlie, operator, space):
    make_official(operator, space=space)
    assert unmake_official(operator, space=space).official_at is None
    unmake_official(operator, space=space)
    assert not queries.official_home(charlie)
    assert kinds(space) == ["made_official", "unmade_official"]


def test_who_may_not(alice, bob, charlie, space):
    for person in (alice, bob, charlie):
        with pytest.raises(Refused):
            unmake_official(person, space=space)


def test_what_it_costs(operator, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        unmake_official(operator, space=space)
