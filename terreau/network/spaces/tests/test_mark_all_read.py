from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.network.spaces.actions import mark_all_read
from terreau.network.spaces.models import Membership
from tests.cast import space_of

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=9)


def read_since(person):
    return Membership.objects.filter(person=person, read_at__gt=LONG_AGO).count()


def test_one_space_or_all_and_only_ones_own(alice, bob, space):
    space_of(alice, bob, name="Autre")
    Membership.objects.update(read_at=LONG_AGO)
    mark_all_read(bob, space=space)
    assert (read_since(bob), read_since(alice)) == (1, 0)
    mark_all_read(bob)
    assert (read_since(bob), read_since(alice)) == (2, 0)


def test_what_it_costs(bob, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        mark_all_read(bob)
