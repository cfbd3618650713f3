import pytest

from terreau.network.notifications import actions, queries
from terreau.network.posts import actions as posts

pytestmark = pytest.mark.django_db


def test_some_or_all_of_ones_own_and_never_those_of_others(alice, bob, dora, space, notice, django_assert_num_queries):
    post = posts.publish(alice, space=space, body="<p>x</p>")
    first, _second, other = notice(bob, post), notice(bob, post), notice(dora, post)
    assert actions.mark_read(bob, keys=[first.key, other.key]) == 1
    assert actions.mark_read(bob, keys=[first.key]) == 0
    with django_assert_num_queries(3):
        assert actions.mark_read(bob, everything=True) == 1
    assert (queries.unread_count(bob), queries.unread_count(dora)) == (0, 1)


def test_the_page_marks_them(alice, bob, space, notice, signed_in):
    post = posts.publish(alice, space=space, body="<p>x</p>")
    one = notice(bob, post)
    browser = signed_in(bob)
    assert browser.post("/notifications/reads", {"key": one.key}).headers["Location"] == "/notifications"
    assert queries.unread_count(bob) == 0
    assert browser.post("/notifications/reads", {"key": one.key, "unread": "1"}).status_code == 302
    assert browser.get("/notifications/reads").status_code == 405
