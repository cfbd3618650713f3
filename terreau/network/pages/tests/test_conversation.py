"""One conversation per thing: a page is talked about in one place, its own (docs/decisions/019)."""

import pytest

from terreau.network.pages import actions
from terreau.network.pages.tests.writing import again, written
from terreau.network.posts import actions as posts
from terreau.network.posts import queries
from terreau.network.posts.models import Draft, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(alice, space):
    return written(alice, space)


def said(browser, page, words="<p>Quel couple ?</p>", **more):
    return browser.post(f"/pages/{page.key}/comments", {"body": words, **more})


def test_the_first_reply_begins_it_and_is_read_under_the_page(bob, charlie, page, signed_in):
    answer = said(signed_in(charlie), page)
    assert answer.status_code == 303
    (post,) = Post.objects.all()
    assert answer.url.startswith(f"/posts/{post.key}") and "#c-" in answer.url
    led = signed_in(bob).get(f"/posts/{post.key}-guide-de-pose")
    assert (led.status_code, led.url) == (302, f"/pages/{page.key}-guide-de-pose")
    shown = signed_in(bob).get(led.url).text
    assert "Quel couple ?" in shown and f'id="c-{post.comments.get().key}"' in shown


def test_a_second_reply_joins_and_may_answer_the_first(bob, charlie, page, signed_in):
    said(signed_in(charlie), page)
    first = Post.objects.get().comments.get()
    said(signed_in(bob), page, "<p>9 Nm</p>", parent=first.key)
    assert Post.objects.get().comment_count == 2 and first.replies.get().author == bob


def test_what_one_types_is_kept(charlie, page, signed_in):
    browser = signed_in(charlie)
    assert browser.post(f"/pages/{page.key}/comments/draft", {"body": "<p>À moitié</p>"}).json()["key"]
    assert "À moitié" in browser.get(f"/pages/{page.key}-guide-de-pose").text
    said(browser, page)
    assert not Draft.objects.exists()


def test_an_announced_page_is_in_the_feed_with_its_card_once(alice, bob, page, signed_in):
    browser = signed_in(alice)
    assert browser.get(f"/pages/{page.key}/announcement").status_code == 200
    browser.post(f"/pages/{page.key}/announcement", {"body": "<p>La méthode a changé.</p>"})
    (row,) = queries.home(bob).posts
    assert row.about.title == "Guide de pose" and row.url == f"/pages/{page.key}-guide-de-pose"
    feed = signed_in(bob).get("/").text
    assert "La méthode a changé." in feed and "Poser la vis." in feed
    assert browser.get(f"/pages/{page.key}/announcement").status_code == 403
    assert "La méthode a changé." in browser.get(row.url).text


def test_it_is_renamed_moved_withdrawn_and_restored_with_the_page(alice, bob, charlie, secret, page, signed_in):
    said(signed_in(charlie), page)
    post = Post.objects.get()
    actions.edit(alice, page=page, since=1, title="Nouveau nom", body="<p>x</p>")
    post.refresh_from_db()
    assert post.title == "Nouveau nom"
    actions.withdraw(alice, page=again(page))
    assert not queries.post_at(bob, post.key)
    actions.restore(alice, page=again(page))
    assert queries.post_at(bob, post.key) and queries.post_at(charlie, post.key)
    actions.move(alice, page=again(page), space=secret)
    assert queries.post_at(bob, post.key) and not queries.post_at(charlie, post.key)
    assert signed_in(charlie).get(f"/posts/{post.key}").status_code == 404


def test_who_may_not_reply_is_refused_and_who_does_not_see_it_finds_nothing(
    alice, charlie, gaby, space, secret, signed_in
):
    assert said(signed_in(charlie), written(alice, secret)).status_code == 404
    assert said(signed_in(gaby), written(alice, space)).status_code == 404
    space.archived_at = space.created_at
    space.save()
    assert said(signed_in(charlie), again(written_before(space))).status_code == 403


def written_before(space):
    return space.pages.get()


def test_reading_a_page_with_its_conversation_costs_the_same_for_any_number_of_replies(
    bob, charlie, page, signed_in, django_assert_max_num_queries
):
    browser = signed_in(bob)
    for _ in range(6):
        said(signed_in(charlie), page)
    with django_assert_max_num_queries(15):
        assert browser.get(f"/pages/{page.key}-guide-de-pose").status_code == 200


def test_its_owner_hears_of_the_first_word(alice, charlie, page, signed_in):
    said(signed_in(charlie), page)
    assert Post.objects.get().subscriptions.filter(person=alice).exists()
    assert posts.withdraw(alice, post=Post.objects.get()).withdrawn_at is None
