"""Replies and changes are kept as one types, found again on any device, and gone once they are sent."""

import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.network.posts import actions, queries
from terreau.network.posts.models import Draft
from terreau.network.posts.tests.writing import file_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(alice, space):
    return actions.publish(alice, space=space, title="Reprises", body="<p>Bonjour</p>")


def test_a_reply_is_found_again_and_goes_with_its_file_when_sent(bob, post, signed_in):
    here, there, key = signed_in(bob), signed_in(bob), file_of(bob)
    kept = here.post(f"/posts/{post.key}/comments/draft", {"body": "<p>Je crois que</p>", "attached": key})
    assert kept.status_code == 200 and kept.json()["key"]
    page = there.get(f"/posts/{post.key}-reprises").text
    assert "Je crois que" in page and "plan.txt" in page
    assert "Reprises" in there.get("/drafts").text
    assert there.post(f"/posts/{post.key}/comments", {"body": "<p>Je crois</p>", "attached": key}).status_code == 303
    assert not Draft.objects.exists() and "Je crois que" not in here.get(f"/posts/{post.key}-reprises").text
    (reply,) = queries.thread(bob, post=post).comments
    assert [file.name for file in reply.files] == ["plan.txt"]


def test_each_reply_has_words_of_its_own(alice, bob, post, signed_in):
    said = actions.comment(alice, post=post, body="<p>Et ici ?</p>")
    browser, address = signed_in(bob), f"/posts/{post.key}/comments/draft"
    browser.post(address, {"body": "<p>Au message</p>"})
    browser.post(address, {"body": "<p>Au commentaire</p>", "parent": said.key})
    browser.post(address, {"body": "<p>Au message, encore</p>"})
    assert Draft.objects.count() == 2
    page = browser.get(f"/posts/{post.key}-reprises?reply={said.key}").text
    assert "Au commentaire" in page and "Au message" not in page
    assert "Au message, encore" in browser.get(f"/posts/{post.key}-reprises").text
    actions.comment(bob, post=post, parent=said, body="<p>Oui</p>")
    assert [draft.comment for draft in Draft.objects.all()] == [None]


def test_nothing_written_keeps_nothing(bob, post):
    assert actions.keep_words(bob, verb="comment", post=post, body="<p>Un mot</p>")
    assert actions.keep_words(bob, verb="comment", post=post, body="<p> </p>") is None
    assert not Draft.objects.exists() and not told("posts.commented")


def test_a_change_is_kept_with_title_and_new_files_and_nobody_sees_it(alice, bob, post, signed_in):
    browser, fresh = signed_in(alice), file_of(alice, "new.txt")
    actions.edit(alice, post=post, title="Reprises", body="<p>Bonjour</p>", files=[file_of(alice)])
    ((held,),) = [one.files for one in queries.posts_by_id(alice, [post.pk])]
    said = {"title": "Reprises, suite", "body": "<p>Bonsoir</p>", "attached": f"{held.key} {fresh}"}
    assert browser.post(f"/posts/{post.key}/edit/draft", said).status_code == 200
    page = browser.get(f"/posts/{post.key}/edit").text
    assert "Reprises, suite" in page and "Bonsoir" in page and "plan.txt" in page and "new.txt" in page
    assert "Bonsoir" not in signed_in(bob).get(f"/posts/{post.key}-reprises").text
    assert browser.post(f"/posts/{post.key}/edit", said).status_code == 303
    (row,) = queries.posts_by_id(bob, [post.pk])
    assert (row.title, [file.name for file in row.files]) == ("Reprises, suite", ["plan.txt", "new.txt"])
    assert not Draft.objects.exists()


def test_a_change_of_a_reply_is_kept_and_thrown_away(bob, post, signed_in):
    said, browser = actions.comment(bob, post=post, body="<p>Oui</p>"), signed_in(bob)
    browser.post(f"/comments/{said.key}/edit/draft", {"body": "<p>Oui, mais</p>"})
    page = browser.get(f"/comments/{said.key}/edit").text
    draft = Draft.objects.get()
    assert "Oui, mais" in page and f"/drafts/{draft.key}/removal" in page
    browser.post(f"/drafts/{draft.key}/removal")
    assert "Oui, mais" not in browser.get(f"/comments/{said.key}/edit").text
    browser.post(f"/comments/{said.key}/edit/draft", {"body": "<p>Oui, enfin</p>"})
    assert browser.post(f"/comments/{said.key}/edit", {"body": "<p>Non</p>"}).status_code == 303
    assert not Draft.objects.exists()


def test_only_who_could_send_it_and_only_for_themselves(alice, bob, charlie, post, secret, signed_in):
    hidden = actions.publish(alice, space=secret, title="Secret", body="<p>x</p>")
    for verb, actor, about in (("comment", charlie, hidden), ("edit", bob, post), ("publish", alice, post)):
        with pytest.raises(Refused):
            actions.keep_words(actor, verb=verb, post=about, body="<p>x</p>")
    with pytest.raises(Absent):
        actions.keep_words(bob, verb="comment", post=post, body="<p>x</p>", files=[file_of(alice)])
    actions.keep_words(bob, verb="comment", post=post, body="<p>À moi</p>")
    assert "À moi" not in signed_in(alice).get(f"/posts/{post.key}-reprises").text
    assert signed_in(charlie).post(f"/posts/{hidden.key}/comments/draft", {"body": "x"}).status_code == 404


def test_words_about_what_is_gone_are_not_listed(alice, bob, post):
    actions.keep_words(bob, verb="comment", post=post, body="<p>Un mot</p>")
    assert len(queries.drafts(bob)) == queries.draft_count(bob) == 1
    actions.withdraw(alice, post=post)
    assert queries.drafts(bob) == [] and queries.draft_count(bob) == 0


def test_the_conversation_costs_no_further_question_without_a_draft(
    bob, post, signed_in, django_assert_max_num_queries
):
    browser = signed_in(bob)
    browser.get(f"/posts/{post.key}-reprises")
    with django_assert_max_num_queries(8):
        browser.get(f"/posts/{post.key}-reprises")
