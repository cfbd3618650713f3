import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions
from terreau.network.posts.models import Comment

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_author_and_keepers_withdraw_a_reply_once(alice, bob, space):
    post = actions.publish(alice, space=space, body="<p>x</p>", kind="question")
    made = actions.comment(bob, post=post, body="<p>un</p>")
    actions.accept(alice, comment=made)
    for _twice in range(2):
        actions.withdraw_comment(alice, comment=made)
    post.refresh_from_db()
    assert (post.comment_count, post.accepted_id) == (0, None)
    assert len(told("posts.comment_withdrawn")) == 1


def test_f01_two_at_once_take_it_away_once(alice, bob, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")
    made = actions.comment(bob, post=post, body="<p>un</p>")
    actions.comment(bob, post=post, body="<p>deux</p>")
    first, second = (Comment.objects.get(pk=made.pk) for _ in range(2))
    actions.withdraw_comment(alice, comment=first)
    actions.withdraw_comment(bob, comment=second)
    post.refresh_from_db()
    assert post.comment_count == Comment.objects.filter(post=post, withdrawn_at=None).count() == 1
    assert len(told("posts.comment_withdrawn")) == 1


def test_others_do_not(alice, bob, charlie, space):
    made = actions.comment(alice, post=actions.publish(alice, space=space, body="<p>x</p>"), body="<p>un</p>")
    for actor in (bob, charlie):
        with pytest.raises(Refused):
            actions.withdraw_comment(actor, comment=made)
