import pytest

from terreau.foundation.access.words import Refused
from terreau.network.posts import actions, queries

pytestmark = pytest.mark.django_db


def test_bookmark(alice, bob, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")
    actions.bookmark(bob, post=post)
    actions.bookmark(bob, post=post)
    assert [row.id for row in queries.kept(bob).posts] == [post.pk]


def test_not_what_one_does_not_see(alice, charlie, secret):
    with pytest.raises(Refused):
        actions.bookmark(charlie, post=actions.publish(alice, space=secret, body="<p>x</p>"))
