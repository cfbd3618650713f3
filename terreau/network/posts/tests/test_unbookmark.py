import pytest

from terreau.foundation.access.words import Refused
from terreau.network.posts import actions, queries

pytestmark = pytest.mark.django_db


def test_unbookmark(alice, bob, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")
    actions.bookmark(bob, post=post)
    actions.unbookmark(bob, post=post)
    assert [row.id for row in queries.kept(bob).posts] == []


def test_not_what_one_does_not_see(alice, charlie, secret):
    with pytest.raises(Refused):
        actions.unbookmark(charlie, post=actions.publish(alice, space=secret, body="<p>x</p>"))
