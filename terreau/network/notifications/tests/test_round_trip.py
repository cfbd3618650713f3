"""Hostile markup is a fixed point from the form to the mail: kept, edited, quoted, mailed, it stays as it was (E02)."""

from html.parser import HTMLParser

import pytest

from terreau.foundation.mail import outbox as folder
from terreau.foundation.policies import queries as policies
from terreau.foundation.text.elements import TAGS
from terreau.foundation.text.tests.test_clean import hostile
from terreau.network.notifications.actions import send_letter
from terreau.network.notifications.models import Letter, Notice
from terreau.network.posts import actions
from terreau.network.posts.models import Comment, Post

pytestmark = pytest.mark.django_db
TOGETHER = 12


class Inside(HTMLParser):
    """Every tag of a text, and every attribute that acts."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.acting = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.acting += [(name, value) for name, value in attrs if name.startswith("on") or name == "srcdoc"]
        self.acting += [pair for pair in attrs if (pair[1] or "").strip().lower().startswith(("javascript:", "data:"))]


def stored(model, thing):
    return model.objects.values_list("body", flat=True).get(pk=thing.pk)


def test_e02_kept_edited_and_quoted_it_stays_what_it_was(shared_data, alice, bob, space):
    found = hostile(shared_data)
    for start in range(0, len(found), TOGETHER):
        post = actions.publish(alice, space=space, body="\n".join(["Mot.", *found[start : start + TOGETHER]]))
        first = stored(Post, post)
        actions.edit(alice, post=Post.objects.get(pk=post.pk), body=first)
        assert stored(Post, post) == first
        reply = actions.comment(bob, post=post, body=f"<blockquote>{first}</blockquote><p>oui</p>")
        quoted = stored(Comment, reply)
        actions.edit_comment(bob, comment=Comment.objects.get(pk=reply.pk), body=quoted)
        assert stored(Comment, reply) == quoted
        for kept in (Inside(first), Inside(quoted)):
            assert kept.tags <= TAGS and not kept.acting


def mailed(bob, post, place, monkeypatch, settings):
    """The HTML of a mail that tells Bob of this post."""
    settings.DATA = place
    monkeypatch.setattr(policies, "quiet_until", lambda person, now: None)
    letter = Letter.objects.create(person=bob, channel="mail")
    told = {"kind": "mention", "topic": f"post:{post.pk}", "thing_kind": "post", "thing_id": post.pk, "channel": "mail"}
    Notice.objects.create(person=bob, actor=post.author, letter=letter, **told)
    send_letter.func(letter.pk)
    (path,) = folder.folder().glob("*.eml")
    with path.open("rb") as file:
        message = folder.BytesParser(folder.EmailMessage, policy=folder.policy.default).parse(file)
    return message.get_body(("html",)).get_content()


def test_e02_a_mail_holds_no_more_than_one_of_harmless_words(
    shared_data, alice, bob, space, tmp_path, monkeypatch, settings
):
    plain = actions.publish(alice, space=space, title="Bonjour", body="<p>Bonjour</p>")
    harmless = Inside(mailed(bob, plain, tmp_path / "plain", monkeypatch, settings))
    for number, payload in enumerate(hostile(shared_data)[::20]):
        post = actions.publish(alice, space=space, title=payload[:200], body=payload + "<p>fin</p>")
        found = Inside(mailed(bob, post, tmp_path / str(number), monkeypatch, settings))
        assert found.tags <= harmless.tags and not found.acting, payload
