import pytest

from terreau.network.spaces.actions import star, unstar
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def test_it_works(alice, bob, space, signed_in):
    for person in (alice, bob):
        star(person, space=space)
    unstar(bob, space=space)
    assert list(Membership.objects.exclude(starred_at=None).values_list("person_id", flat=True)) == [alice.pk]
    assert signed_in(alice).post(f"/spaces/{space.key}/star", {"off": "1"}).status_code == 303
    assert not Membership.objects.exclude(starred_at=None).exists()


def test_what_it_costs(bob, space, django_assert_num_queries):
    with django_assert_num_queries(1):
        unstar(bob, space=space)
