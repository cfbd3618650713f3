import pytest

from terreau.foundation.access.words import Refused
from terreau.network.posts import actions

pytestmark = pytest.mark.django_db


def test_unfollow(alice, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")
    actions.unfollow(alice, post=post)
    assert not post.subscriptions.exists()


def test_not_what_one_does_not_see(alice, charlie, secret):
    with pytest.raises(Refused):
        actions.unfollow(charlie, post=actions.publish(alice, space=secret, body="<p>x</p>"))
