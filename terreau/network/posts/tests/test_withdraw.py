import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions, queries

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_author_and_keepers_withdraw_and_it_is_gone(alice, bob, space):
    for actor in (bob, alice):
        post = actions.publish(bob, space=space, body="<p>x</p>")
        actions.withdraw(actor, post=post)
        assert not queries.seen_by(bob).filter(pk=post.pk).exists()
    assert len(told("posts.withdrawn")) == 2


def test_others_do_not(alice, bob, charlie, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")
    for actor in (bob, charlie):
        with pytest.raises(Refused):
            actions.withdraw(actor, post=post)


def test_withdrawn_twice_is_told_once_and_by_whom_first(alice, bob, space):
    post = actions.publish(bob, space=space, body="<p>x</p>")
    again = queries.seen_by(alice).get(pk=post.pk)
    actions.withdraw(bob, post=post)
    actions.withdraw(alice, post=again)
    post.refresh_from_db()
    assert post.withdrawn_by == bob and len(told("posts.withdrawn")) == 1
