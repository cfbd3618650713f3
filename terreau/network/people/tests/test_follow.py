import pytest

from terreau.foundation.access.words import Refused
from terreau.network.people import actions, queries

pytestmark = pytest.mark.django_db


def test_follow_once_and_stop(alice, bob):
    actions.follow(alice, person=bob)
    actions.follow(alice, person=bob)
    assert [row["followed_id"] for row in queries.followed_by(alice)] == [bob.pk]


def test_nobody_follows_themselves_nor_someone_hidden(alice, bob, gaby):
    with pytest.raises(Refused):
        actions.follow(alice, person=alice)
    with pytest.raises(Refused):
        actions.follow(gaby, person=bob)
