"""What feeds and conversations cost, and that what is kept of them never shows what is no longer so."""

import pytest
from django.utils import timezone

from terreau.network.posts import actions, queries
from terreau.network.posts.models import Comment, Post

pytestmark = pytest.mark.django_db
MOST = 8  # questions of a page: session, frame and feed together


@pytest.fixture
def talk(alice, bob, space):
    """A question of Alice’s with 25 replies of Bob’s, the third one accepted."""
    post = actions.publish(alice, space=space, kind="question", title="Quel joint ?", body="<p>Celui de Lyon</p>")
    made = [Comment.objects.create(post=post, author=bob, body=f"<p>Réponse {n}</p>") for n in range(25)]
    Post.objects.filter(pk=post.pk).update(accepted=made[2], comment_count=25)
    return Post.objects.get(pk=post.pk)


def test_the_home_page_asks_eight_questions(talk, bob, signed_in, django_assert_max_num_queries):
    browser = signed_in(bob)
    for _ in range(2):
        with django_assert_max_num_queries(MOST):
            assert "Quel joint" in browser.get("/").text


def test_a_conversation_asks_eight_questions(talk, bob, signed_in, django_assert_max_num_queries):
    browser = signed_in(bob)
    for _ in range(2):
        with django_assert_max_num_queries(MOST):
            assert "Réponse 24" in browser.get(queries.address(talk.key, talk.title)).text


def test_pages_of_a_conversation_with_its_answer_on_another_page(talk, alice, bob):
    below = actions.comment(alice, post=talk, parent=talk.accepted, body="<p>Merci</p>")
    newest = queries.thread(bob, post=talk)
    assert [row.body for row in newest.comments] == [f"<p>Réponse {n}</p>" for n in range(5, 25)]
    assert newest.accepted is not None and newest.accepted.body == "<p>Réponse 2</p>"
    older = queries.thread(bob, post=talk, before=newest.earlier)
    assert [row.body for row in older.comments] == [f"<p>Réponse {n}</p>" for n in range(5)]
    assert older.earlier is None
    assert [row.key for row in older.comments[2].replies] == [below.key]
    assert older.comments[2].accepted


def test_the_answer_is_not_repeated_on_the_pages_before_it(talk, bob):
    newest = Comment.objects.order_by("-published_at", "-pk").first()
    Post.objects.filter(pk=talk.pk).update(accepted=newest)
    talk.refresh_from_db()
    older = queries.thread(bob, post=talk, before=queries.thread(bob, post=talk).earlier)
    assert len(older.comments) == 5
    assert older.accepted is not None and older.accepted.key == newest.key


def test_own_reactions_stand_on_replies(talk, alice, bob):
    reply = Comment.objects.get(body="<p>Réponse 20</p>")
    actions.react(alice, thing=reply, kind="thanks")
    own = {row.key: row.own for row in queries.thread(alice, post=talk).comments}
    assert own[reply.key] == "thanks" and sum(1 for kind in own.values() if kind) == 1
    assert not any(row.own for row in queries.thread(bob, post=talk).comments)


def test_a_kept_card_is_drawn_anew_when_anything_on_it_changes(alice, bob, space, signed_in):
    post = actions.publish(alice, space=space, title="Avant", body="<p>Premier texte</p>")
    browser = signed_in(bob)
    assert "Premier texte" in browser.get("/").text
    actions.edit(alice, post=post, title="Après", body="<p>Second texte</p>")
    page = browser.get("/").text
    assert "Second texte" in page and "Premier texte" not in page and "Avant" not in page
    actions.comment(bob, post=post, body="<p>Bien vu</p>")
    assert "Bien vu" in browser.get("/").text
    actions.react(bob, thing=post)
    assert 'aria-pressed="true"' in browser.get("/").text
    alice.name = "Alice Renommée"
    alice.save()
    assert "Alice Renommée" in browser.get("/").text


def test_each_reader_has_their_own_language_and_acts(alice, bob, space, signed_in):
    actions.publish(alice, space=space, title="Reprises", body="<p>Bonjour</p>")
    for person, language in ((alice, "fr"), (bob, "en")):
        person.language = language
        person.save()
    of_alice, of_bob = signed_in(alice).get("/").text, signed_in(bob).get("/").text
    assert "Modifier" in of_alice and '/edit"' in of_alice
    assert "Useful" in of_bob and '/edit"' not in of_bob


def test_every_value_of_a_row_is_in_its_face(talk, bob):
    row = queries.thread(bob, post=talk).post
    before = row.face()
    row.confirmed += 1
    assert row.face() != before
    before = row.face()
    row.comments.append(queries.thread(bob, post=talk).comments[0])
    assert row.face() != before
    assert len(list(row.moments())) == 2
    assert row.at <= timezone.now()
