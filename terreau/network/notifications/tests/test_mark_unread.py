import pytest

from terreau.network.notifications import actions, queries
from terreau.network.posts import actions as posts

pytestmark = pytest.mark.django_db


def test_kept_for_later_it_counts_again_and_only_for_its_person(alice, bob, dora, space, notice):
    one = notice(bob, posts.publish(alice, space=space, body="<p>x</p>"))
    actions.mark_read(bob, everything=True)
    assert actions.mark_unread(dora, keys=[one.key]) == 0
    assert actions.mark_unread(bob, keys=[one.key]) == 1
    assert queries.unread_count(bob) == 1
