import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions, queries
from tests.cast import space_of

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_one_conversation_shown_to_those_who_see_the_source(alice, bob, charlie, space, secret):
    elsewhere = space_of(charlie, bob, name="Ailleurs")
    hidden = actions.publish(bob, space=secret, body="<p>x</p>")
    shown = actions.publish(bob, space=space, body="<p>y</p>")
    for post in (hidden, shown):
        actions.share(bob, post=post, space=elsewhere)
        actions.share(bob, post=post, space=elsewhere)
    assert [row.id for row in queries.space_feed(charlie, space=elsewhere).posts] == [shown.pk]
    assert [row.id for row in queries.home(charlie).posts] == [shown.pk]
    assert {row.id for row in queries.space_feed(bob, space=elsewhere).posts} == {hidden.pk, shown.pk}
    assert len(told("posts.shared")) == 2


def test_only_where_one_may_write(bob, charlie, space):
    post = actions.publish(bob, space=space, body="<p>x</p>")
    with pytest.raises(Refused):
        actions.share(bob, post=post, space=space_of(charlie, name="Ailleurs"))
