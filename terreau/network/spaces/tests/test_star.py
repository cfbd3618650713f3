import pytest

from terreau.network.spaces import queries
from terreau.network.spaces.actions import star
from terreau.network.spaces.models import Membership
from tests.cast import space_of

pytestmark = pytest.mark.django_db


def test_it_lifts_the_space_to_the_top_of_ones_list(alice, bob, space):
    space_of(alice, bob, name="Plus vivant")
    assert [row["name"] for row in queries.rail_of(bob)] == ["Plus vivant", "Qualité produit"]
    star(bob, space=space)
    assert [row["name"] for row in queries.rail_of(bob)] == ["Qualité produit", "Plus vivant"]


def test_an_outsider_stars_nothing(charlie, space):
    star(charlie, space=space)
    assert not Membership.objects.exclude(starred_at=None).exists()


def test_what_it_costs(bob, space, django_assert_num_queries):
    with django_assert_num_queries(1):
        star(bob, space=space)
