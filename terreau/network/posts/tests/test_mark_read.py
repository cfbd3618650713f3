import pytest

from terreau.network.posts import actions, queries

pytestmark = pytest.mark.django_db


def test_what_was_on_the_screen_is_read_if_it_may_be_seen(alice, bob, charlie, space, secret):
    shown = actions.publish(alice, space=space, body="<p>x</p>")
    hidden = actions.publish(alice, space=secret, body="<p>x</p>")
    assert actions.mark_read(charlie, keys=[shown.key, hidden.key, "222222"]) == 1
    assert actions.mark_read(charlie, keys=[shown.key]) == 0
    assert queries.home(bob).posts[1].unread
    actions.mark_read(bob, keys=[shown.key])
    assert not queries.home(bob).posts[1].unread
