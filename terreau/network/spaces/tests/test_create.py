import pytest

from terreau.foundation.access.words import Refused
from terreau.network.spaces.actions import create, edit
from terreau.network.spaces.tests.journal import counted, kinds, roles

pytestmark = pytest.mark.django_db


def test_it_works(operator, paul):
    space = create(operator, name="Qualité", purpose="Moins de retours", sponsor=paul, care_hours=3)
    assert roles(space) == {"oscar": "owner"} and counted(space)
    assert (space.sponsor_id, space.words) == (paul.pk, "qualite moins de retours")
    assert kinds(space) == ["created"]


def test_for_another_owner(operator, alice):
    assert roles(create(operator, name="Qualité", owner=alice)) == {"alice": "owner"}


def test_a20_the_name_of_a_secret_space_is_free(operator, secret):
    assert create(operator, name=secret.name).key != secret.key


def test_a22_nothing_invisible_makes_one_name_of_two_spaces(operator):
    space = create(operator, name="Dire\u200bction\n géné\u202erale ")
    assert space.name == "Direction générale"
    assert edit(operator, space=space, name="Dir\u2060ection").name == "Direction"


@pytest.mark.parametrize("who", ["alice", "gaby", "dora"])
def test_who_may_not(who, request):
    with pytest.raises(Refused):
        create(request.getfixturevalue(who), name="x")


def test_what_it_costs(operator, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        create(operator, name="Qualité")
