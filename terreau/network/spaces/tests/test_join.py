from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from terreau.foundation.access.words import Refused
from terreau.network.spaces.actions import archive, join
from terreau.network.spaces.models import Membership, Space
from terreau.network.spaces.tests.journal import counted, kinds, roles

pytestmark = pytest.mark.django_db


def test_it_works(charlie, space):
    join(charlie, space=space)
    assert roles(space)["charlie"] == "member" and counted(space)
    assert kinds(space) == ["joined"]


def test_f01_twice_is_once(charlie, space):
    for _ in range(3):
        join(charlie, space=space)
    assert counted(space) and kinds(space) == ["joined"]


@pytest.mark.django_db(transaction=True)
def test_f01_fifty_at_once_are_one_member(charlie, space):
    def press(turn):
        try:
            join(charlie, space=Space.objects.get(pk=space.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(50)))
    assert Membership.objects.filter(space=space, person=charlie).count() == 1
    assert counted(space) and kinds(space) == ["joined"]


def test_a33_only_where_one_joins_freely_and_sees(alice, charlie, gaby, space, closed, secret):
    for person, place in ((charlie, closed), (charlie, secret), (gaby, space), (gaby, closed)):
        with pytest.raises(Refused):
            join(person, space=place)
    archive(alice, space=space)
    space.refresh_from_db()
    with pytest.raises(Refused):
        join(charlie, space=space)


def test_outside_its_discovery_audience_nobody_joins(charlie, space):
    space.restricted = True
    space.save()
    with pytest.raises(Refused):
        join(charlie, space=space)


def test_what_it_costs(charlie, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        join(charlie, space=space)
