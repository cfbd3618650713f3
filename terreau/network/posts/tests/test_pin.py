import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions
from terreau.network.posts.models import Post

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_keepers_pin(alice, bob, space):
    post = actions.publish(bob, space=space, body="<p>x</p>")
    actions.pin(alice, post=post)
    actions.pin(alice, post=post)
    post.refresh_from_db()
    assert (post.pinned_at is not None) is True
    assert len(told("posts.pinned")) == 1


def test_members_do_not(bob, space):
    post = actions.publish(bob, space=space, body="<p>x</p>")
    with pytest.raises(Refused):
        actions.pin(bob, post=post)


def test_a_pinned_post_stands_above_and_not_below_again(alice, space, client):
    kept, plain = (Post.objects.create(space=space, author=alice, title=title) for title in ("Kept", "Plain"))
    actions.pin(alice, post=kept)
    client.force_login(alice)
    page = client.get(f"/spaces/{space.key}", follow=True).content.decode()
    assert page.count(f'id="p-{kept.key}"') == 1 and page.count(f'id="p-{plain.key}"') == 1
    assert client.get(f"/spaces/{space.key}?only=unread", follow=True).status_code == 200
