import pytest

from terreau.foundation.access.words import Refused
from terreau.network.posts import actions

pytestmark = pytest.mark.django_db


def test_follow_then_mute(alice, bob, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")
    actions.follow(bob, post=post)
    actions.follow(bob, post=post, muted=True)
    assert [(row.person, row.muted) for row in post.subscriptions.filter(person=bob)] == [(bob, True)]


def test_not_what_one_does_not_see(alice, charlie, secret):
    with pytest.raises(Refused):
        actions.follow(charlie, post=actions.publish(alice, space=secret, body="<p>x</p>"))
