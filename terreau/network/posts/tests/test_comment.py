import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_readers_of_an_open_space_reply_and_the_count_follows(alice, bob, charlie, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")
    first = actions.comment(charlie, post=post, body="<p>un</p>")
    second = actions.comment(bob, post=post, body="<p>deux</p>", parent=first)
    third = actions.comment(alice, post=post, body="<p>trois</p>", parent=second)
    post.refresh_from_db()
    assert post.comment_count == 3 and third.parent == first
    assert len(told("posts.commented")) == 3


def test_no_reply_from_outside_nor_to_a_withdrawn_post(alice, bob, charlie, gaby, space, secret):
    hidden = actions.publish(alice, space=secret, body="<p>x</p>")
    shown = actions.publish(alice, space=space, body="<p>x</p>")
    for actor, post in ((charlie, hidden), (gaby, shown)):
        with pytest.raises(Refused):
            actions.comment(actor, post=post, body="<p>y</p>")
    actions.withdraw(alice, post=shown)
    with pytest.raises(Refused):
        actions.comment(bob, post=shown, body="<p>y</p>")
