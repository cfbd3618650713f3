import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_the_author_edits_and_the_version_before_is_kept(alice, space):
    post = actions.publish(alice, space=space, title="Un", body="<p>un</p>")
    actions.edit(alice, post=post, title="Deux", body="<p>deux</p>", minor=True)
    assert (post.title, post.body) == ("Deux", "<p>deux</p>") and post.edited_at
    assert [(v.title, v.body, v.minor) for v in post.versions.all()] == [("Un", "<p>un</p>", True)]
    assert told("posts.edited")[0].data["minor"] is True


def test_nobody_else_edits_not_even_the_owner(alice, bob, charlie, space):
    post = actions.publish(bob, space=space, body="<p>x</p>")
    for actor in (alice, charlie):
        with pytest.raises(Refused):
            actions.edit(actor, post=post, body="<p>y</p>")
