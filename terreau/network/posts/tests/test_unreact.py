import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_a_reaction_is_taken_back_once(alice, bob, space):
    post = actions.publish(alice, space=space, body="<p>x</p>")
    actions.react(bob, thing=post)
    for _twice in range(2):
        actions.unreact(bob, thing=post)
    post.refresh_from_db()
    assert (post.useful, post.reactions.count()) == (0, 0)
    assert len(told("posts.unreacted")) == 1


def test_not_where_one_does_not_see(alice, charlie, secret):
    with pytest.raises(Refused):
        actions.unreact(charlie, thing=actions.publish(alice, space=secret, body="<p>x</p>"))
