import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions, queries
from terreau.network.posts.tests.test_open_about import thing_in

pytestmark = pytest.mark.django_db


def test_an_announced_thing_stands_in_the_feed_with_its_replies(alice, bob, charlie, space):
    post = actions.open_about(charlie, thing=thing_in(space))
    actions.comment(charlie, post=post, body="<p>Une question</p>")
    made = actions.announce(alice, thing=thing_in(space), body="<p>À lire, @bob</p>")
    assert made.pk == post.pk and made.author == alice
    (row,) = queries.home(bob).posts
    assert row.unread and "À lire" in row.body and row.comments[0].body == "<p>Une question</p>"
    told = Activity.objects.get(kind="posts.published")
    assert told.data["mentions"] == [bob.pk] and told.thing_id == post.pk


def test_members_announce_and_nobody_twice(alice, bob, charlie, space):
    with pytest.raises(Refused):
        actions.announce(charlie, thing=thing_in(space))
    actions.announce(bob, thing=thing_in(space))
    with pytest.raises(Refused):
        actions.announce(alice, thing=thing_in(space))


def test_withdrawn_it_is_quiet_again_and_no_reply_is_lost(alice, bob, space):
    post = actions.announce(bob, thing=thing_in(space), body="<p>À lire</p>")
    actions.comment(alice, post=post, body="<p>Merci</p>")
    post.refresh_from_db()
    post = actions.withdraw(bob, post=post)
    assert post.withdrawn_at is None and not queries.home(alice).posts
    assert queries.thread(alice, post=post).comments[0].body == "<p>Merci</p>"
    assert queries.thread(alice, post=post).post.body == ""
    assert actions.announce(alice, thing=thing_in(space)).quiet_since is None


def test_its_name_is_the_thing_s(bob, space):
    post = actions.announce(bob, thing=thing_in(space))
    assert actions.edit(bob, post=post, title="Autre", body="<p>x</p>").title == "Guide de pose"
