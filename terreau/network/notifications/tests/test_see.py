import pytest

from terreau.network.notifications import actions, queries
from terreau.network.posts import actions as posts
from terreau.network.posts.models import Read

pytestmark = pytest.mark.django_db


def test_what_was_on_the_screen_is_read_with_all_notices_about_it(alice, bob, charlie, space, secret, notice):
    post = posts.publish(alice, space=space, body="<p>x</p>")
    hidden = posts.publish(alice, space=secret, body="<p>x</p>")
    reply = posts.comment(alice, post=post, body="<p>y</p>")
    notice(bob, post), notice(bob, reply, kind="followed"), notice(bob, hidden)
    assert actions.see(bob, keys=[post.key]) == 2
    assert Read.objects.filter(person=bob, post=post).exists()
    assert queries.unread_count(bob) == 1
    assert actions.see(charlie, keys=[hidden.key]) == 0 and not Read.objects.filter(person=charlie).exists()


def test_open_pages_tell_it_by_the_keys_they_show(alice, bob, space, notice, signed_in):
    post = posts.publish(alice, space=space, body="<p>x</p>")
    notice(bob, post)
    page = signed_in(bob).get(f"/posts/{post.key}", follow=True)
    assert f'data-read="{post.key}"' in page.text and 'data-read-url="/notifications/seen"' in page.text
    assert signed_in(bob).post("/notifications/seen", {"read": [post.key]}).status_code == 204
