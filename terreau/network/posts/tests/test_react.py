from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions
from terreau.network.posts.models import Post

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_one_reaction_a_person_and_a_count_that_equals_the_rows(alice, bob, charlie, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")
    for actor, kind in ((bob, "useful"), (bob, "useful"), (charlie, "useful"), (charlie, "thanks")):
        actions.react(actor, thing=post, kind=kind)
    post.refresh_from_db()
    assert (post.useful, post.thanks, post.reactions.count()) == (1, 1, 2)
    assert len(told("posts.reacted")) == 3


def test_not_where_one_does_not_see(alice, charlie, secret):
    post = actions.publish(alice, space=secret, body="<p>x</p>")
    with pytest.raises(Refused):
        actions.react(charlie, thing=post)


def test_to_a_reply(alice, bob, space):
    reply = actions.comment(bob, post=actions.publish(alice, space=space, body="<p>x</p>"), body="<p>y</p>")
    actions.react(alice, thing=reply, kind="well_done")
    reply.refresh_from_db()
    assert reply.well_done == 1


@pytest.mark.django_db(transaction=True)
def test_f01_fifty_at_once_leave_one_row(alice, bob, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")

    def press(turn):
        try:
            actions.react(bob, thing=Post.objects.get(pk=post.pk), kind=("useful", "thanks")[turn % 2])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(50)))
    post.refresh_from_db()
    assert post.reactions.count() == post.useful + post.thanks == 1


@pytest.mark.django_db(transaction=True)
def test_f01_given_and_taken_back_at_once_the_count_equals_the_rows(alice, bob, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")

    def press(turn):
        try:
            verb = (actions.react, actions.unreact)[turn % 2]
            verb(bob, thing=Post.objects.get(pk=post.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, range(60)))
    post.refresh_from_db()
    assert post.reactions.count() == post.useful
