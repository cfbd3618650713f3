"""An archived space: read, withdraw one’s own, keep and follow; nothing is added or changed."""

import pytest

from terreau.foundation.access.words import Refused
from terreau.network.posts import actions
from terreau.network.spaces import actions as spaces
from tests.cast import space_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(bob, space):
    """A question of Bob’s, with a reply of his."""
    post = actions.publish(bob, space=space, title="Vitrage", body="<p>?</p>", kind="question")
    return post, actions.comment(bob, post=post, body="<p>Oui.</p>")


def changes(alice, bob, post, reply, elsewhere):
    """Everything that would change the space, each by somebody who may do it as long as the space lives."""
    return [
        lambda: actions.comment(bob, post=post, body="<p>x</p>"),
        lambda: actions.react(bob, thing=post),
        lambda: actions.unreact(bob, thing=post),
        lambda: actions.react(bob, thing=reply),
        lambda: actions.edit(bob, post=post, body="<p>x</p>"),
        lambda: actions.edit_comment(bob, comment=reply, body="<p>x</p>"),
        lambda: actions.pin(alice, post=post),
        lambda: actions.unpin(alice, post=post),
        lambda: actions.accept(bob, comment=reply),
        lambda: actions.unaccept(alice, comment=reply),
        lambda: actions.move(bob, post=post, space=elsewhere),
    ]


def test_nothing_changes_while_it_rests(alice, bob, space, asked):
    elsewhere = space_of(bob, alice, name="Ailleurs")
    post, reply = asked
    post.space = reply.post.space = spaces.archive(alice, space=space)
    for change in changes(alice, bob, post, reply, elsewhere):
        with pytest.raises(Refused):
            change()
    post.space = reply.post.space = spaces.restore(alice, space=space)
    for change in changes(alice, bob, post, reply, elsewhere):
        change()


def test_what_is_ones_own_stays_ones_own(alice, bob, space, asked):
    post, reply = asked
    post.space = reply.post.space = spaces.archive(alice, space=space)
    actions.bookmark(bob, post=post)
    actions.follow(bob, post=post)
    actions.share(bob, post=post, space=space_of(bob, name="Ailleurs"))
    assert actions.withdraw_comment(bob, comment=reply).withdrawn_at
    assert actions.withdraw(bob, post=post).withdrawn_at
    assert actions.restore(bob, post=post).withdrawn_at is None


OFFERS = ("/reaction", "/edit", "/pin", '/space"', "/acceptance", "?reply=", 'id="reply"', '#reply"')


def test_pages_offer_what_is_possible(alice, bob, space, asked, signed_in):
    post, _reply = asked
    actions.pin(alice, post=post)
    for who, path in ((alice, f"/posts/{post.key}"), (bob, f"/posts/{post.key}"), (alice, f"/spaces/{space.key}")):
        living = signed_in(who).get(path, follow=True).content.decode()
        assert f"/posts/{post.key}/reaction" in living and f"/posts/{post.key}/space" in living
    spaces.archive(alice, space=space)
    for who, path in ((alice, f"/posts/{post.key}"), (bob, f"/posts/{post.key}"), (alice, f"/spaces/{space.key}")):
        page = signed_in(who).get(path, follow=True).content.decode()
        main = page[page.index("<main") : page.index("</main>")]
        post_part = main[main.index('class="card post"') :]
        assert [offer for offer in OFFERS if offer in post_part.replace(f"/posts/{post.key}-", "/p/")] == []
        assert "/withdrawal" in post_part and "/bookmark" in post_part
    assert "archivé" in signed_in(bob).get(f"/posts/{post.key}", follow=True).content.decode()
