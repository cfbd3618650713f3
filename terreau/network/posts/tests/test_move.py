import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions, queries, rules
from tests.cast import space_of

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_a03_old_readers_lose_a_conversation_that_moves(alice, bob, charlie, space, secret):
    post = actions.publish(bob, space=space, body="<p>x</p>")
    assert queries.seen_by(charlie).filter(pk=post.pk).exists()
    actions.move(bob, post=post, space=secret)
    assert not queries.seen_by(charlie).filter(pk=post.pk).exists()
    assert queries.seen_by(bob).filter(pk=post.pk).exists()
    assert told("posts.moved")[0].data["from_space_id"] == space.pk


def test_others_do_not_move_it_nor_where_they_may_not_write(alice, bob, charlie, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")
    elsewhere = space_of(charlie, name="Ailleurs")
    for actor in (alice, bob, charlie):
        with pytest.raises(Refused):
            actions.move(actor, post=post, space=elsewhere)


def test_a03_replies_written_in_a_secret_space_are_not_moved_out_by_the_author(alice, bob, space, secret):
    post = actions.publish(bob, space=secret, body="<p>x</p>")
    assert rules.may_move(bob, post, space)
    actions.comment(alice, post=post, body="<p>among us</p>")
    post.refresh_from_db()
    with pytest.raises(Refused):
        actions.move(bob, post=post, space=space)
    actions.move(alice, post=post, space=space)
    assert post.space_id == space.pk
