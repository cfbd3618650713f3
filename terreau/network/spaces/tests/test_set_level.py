import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.network.spaces.actions import set_level
from terreau.network.spaces.tests.journal import kinds

pytestmark = pytest.mark.django_db


def test_it_works(bob, space, signed_in):
    for level in ("all", "mentions", "none", "none"):
        assert set_level(bob, space=space, level=level).level == level
    assert kinds(space) == ["level_set"] * 3
    assert signed_in(bob).post(f"/spaces/{space.key}/level", {"level": "digest"}).status_code == 303


def test_who_may_not(bob, charlie, space):
    with pytest.raises(Absent):
        set_level(charlie, space=space, level="all")
    with pytest.raises(Refused):
        set_level(bob, space=space, level="loud")


def test_what_it_costs(bob, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        set_level(bob, space=space, level="all")
