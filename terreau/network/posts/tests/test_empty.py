"""A post or a reply that leaves nothing to read is refused, judged by the text as it is stored."""

import pytest

from terreau.foundation.access.words import Unsaid
from terreau.network.posts import actions
from terreau.network.posts.models import Comment, Post
from terreau.network.posts.tests.writing import file_of

pytestmark = pytest.mark.django_db
EMPTY = ("", "<p></p>", "<p> <br>&nbsp;</p>", "<script>x</script>", "<p>\u200b\ufeff</p>", "<style>p{}</style><p></p>")


@pytest.mark.parametrize("body", EMPTY)
def test_neither_a_post_nor_a_reply_is_empty(alice, bob, space, body):
    post = actions.publish(alice, space=space, body="<p>Vitrage</p>")
    reply = actions.comment(bob, post=post, body="<p>Oui.</p>")
    for write in (
        lambda: actions.publish(alice, space=space, title=" ", body=body),
        lambda: actions.edit(alice, post=post, body=body),
        lambda: actions.comment(bob, post=post, body=body),
        lambda: actions.edit_comment(bob, comment=reply, body=body),
    ):
        with pytest.raises(Unsaid) as refused:
            write()
        assert refused.value.field == "body" and refused.value.why
    assert Post.objects.get().body == "<p>Vitrage</p>" and Comment.objects.get().body == "<p>Oui.</p>"


def test_a_title_or_a_file_says_something(alice, space):
    titled = actions.publish(alice, space=space, title="Vitrage", body="<p></p>")
    filed = actions.publish(alice, space=space, body="<p></p>", files=[file_of(alice)])
    assert actions.edit(alice, post=filed, body="<p></p>").edited_at
    assert actions.edit(alice, post=titled, title="Verre", body="").title == "Verre"
    with pytest.raises(Unsaid):
        actions.edit(alice, post=filed, body="<p></p>", files=[])


def test_the_page_keeps_what_was_there(alice, bob, space, signed_in):
    post = actions.publish(alice, space=space, title="Un", body="<p>un</p>")
    reply = actions.comment(bob, post=post, body="<p>Oui.</p>")
    page = f"/posts/{post.key}/edit"
    for body in EMPTY:
        if body:
            assert signed_in(bob).post(f"/posts/{post.key}/comments", {"body": body}).status_code == 422
            assert signed_in(bob).post(f"/comments/{reply.key}/edit", {"body": body}).status_code == 422
        refused = signed_in(alice).post(page, {"title": "", "body": body})
        assert refused.status_code == 422 and "retirez" in refused.content.decode()
    assert signed_in(alice).post(page, {"title": "Deux", "body": "<p></p>"}).status_code == 303
    assert Post.objects.get().title == "Deux" and Comment.objects.count() == 1
