import pytest

from terreau.foundation.access.words import Refused
from terreau.network.people import actions, queries

pytestmark = pytest.mark.django_db


def test_unfollow(alice, bob):
    actions.follow(alice, person=bob)
    actions.unfollow(alice, person=bob)
    actions.unfollow(alice, person=bob)
    assert not list(queries.followed_by(alice))


def test_someone_hidden_is_not_unfollowed(gaby, bob):
    with pytest.raises(Refused):
        actions.unfollow(gaby, person=bob)
