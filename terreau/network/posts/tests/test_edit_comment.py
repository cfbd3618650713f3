import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_its_author_edits_a_reply(alice, bob, space):
    made = actions.comment(bob, post=actions.publish(alice, space=space, body="<p>x</p>"), body="<p>un</p>")
    actions.edit_comment(bob, comment=made, body="<p>deux</p>")
    assert made.body == "<p>deux</p>" and made.versions.get().body == "<p>un</p>"
    assert told("posts.comment_edited")


def test_nobody_else(alice, bob, space):
    made = actions.comment(bob, post=actions.publish(alice, space=space, body="<p>x</p>"), body="<p>un</p>")
    with pytest.raises(Refused):
        actions.edit_comment(alice, comment=made, body="<p>deux</p>")
