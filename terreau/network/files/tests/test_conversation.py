"""One conversation per thing: a file is talked about in one place, its own (docs/decisions/019)."""

import pytest

from terreau.network.files import actions
from terreau.network.files.tests.filing import again, filed, sent, these
from terreau.network.posts import queries
from terreau.network.posts.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(alice, space):
    return filed(alice, space)


def said(browser, document, words="<p>Quelle cote ?</p>"):
    return browser.post(f"/documents/{document.key}/comments", {"body": words})


def test_the_first_reply_begins_it_and_is_read_under_the_file(bob, charlie, document, signed_in):
    assert said(signed_in(charlie), document).status_code == 303
    (post,) = Post.objects.all()
    led = signed_in(bob).get(f"/posts/{post.key}")
    assert (led.status_code, led.url) == (302, f"/documents/{document.key}-plan-txt")
    assert "Quelle cote ?" in signed_in(bob).get(led.url).text


def test_who_brought_it_hears_of_the_first_word(alice, charlie, document, signed_in):
    said(signed_in(charlie), document)
    assert Post.objects.get().subscriptions.filter(person=alice).exists()


def test_it_follows_the_file_in_all_that_becomes_of_it(alice, bob, charlie, space, secret, document, signed_in):
    said(signed_in(charlie), document)
    post = Post.objects.get()
    actions.rename(alice, thing=document, name="Gabarit.txt")
    post.refresh_from_db()
    assert post.title == "Gabarit.txt"
    actions.renew(alice, document=document, key=sent(alice, b"%PDF-1.4", "x.pdf"))
    post.refresh_from_db()
    assert post.title == "Gabarit.pdf"
    actions.withdraw(alice, what=these(space, document))
    assert not queries.post_at(bob, post.key)
    actions.restore(alice, what=these(space, document))
    assert queries.post_at(charlie, post.key)
    actions.move(alice, what=these(space, document), space=secret, folder=None)
    assert queries.post_at(bob, post.key) and not queries.post_at(charlie, post.key)


def test_an_announced_file_is_in_the_feed_with_its_card(alice, bob, document, signed_in):
    signed_in(alice).post(f"/documents/{document.key}/announcement", {"body": "<p>À relire.</p>"})
    (row,) = queries.home(bob).posts
    assert (row.about.title, row.url) == ("plan.txt", f"/documents/{document.key}-plan-txt")
    assert "À relire." in signed_in(bob).get("/").text


def test_reading_a_file_with_its_conversation_costs_the_same_for_any_number_of_replies(
    bob, charlie, document, signed_in, django_assert_max_num_queries
):
    browser = signed_in(bob)
    for _ in range(6):
        said(signed_in(charlie), document)
    browser.get(f"/documents/{again(document).key}-plan-txt")
    with django_assert_max_num_queries(20):
        assert browser.get(f"/documents/{document.key}-plan-txt").status_code == 200
