import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_keepers_unpin(alice, bob, space):
    post = actions.publish(bob, space=space, body="<p>x</p>")
    actions.pin(alice, post=post)
    actions.unpin(alice, post=post)
    post.refresh_from_db()
    assert (post.pinned_at is not None) is False
    assert told("posts.unpinned")


def test_members_do_not(bob, space):
    post = actions.publish(bob, space=space, body="<p>x</p>")
    with pytest.raises(Refused):
        actions.unpin(bob, post=post)
