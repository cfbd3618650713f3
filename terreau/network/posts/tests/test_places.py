import pytest

from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import queries as files
from terreau.foundation.storage.models import Attachment
from terreau.network.posts import actions, queries
from tests.cast import space_of

pytestmark = pytest.mark.django_db


def test_shared_and_taken_out_by_pages(alice, bob, charlie, space, signed_in):
    elsewhere, post = space_of(charlie, bob, name="Ailleurs"), actions.publish(alice, space=space, title="Un", body="")
    browser, url = signed_in(bob), f"/posts/{post.key}/shares"
    assert "Ailleurs" in browser.get(url).text
    assert browser.post(url, {"space": elsewhere.key}).status_code == 303
    page = browser.get(f"/posts/{post.key}", follow=True).text
    assert "Aussi partag" in page and "Ailleurs" in page
    assert browser.post(f"{url}/{elsewhere.key}/removal").status_code == 303
    assert not queries.shares_of(bob, post)


def test_a_secret_space_is_not_named_to_who_does_not_see_it(alice, bob, charlie, space, secret, signed_in):
    post = actions.publish(alice, space=space, title="Un", body="")
    actions.share(alice, post=post, space=secret)
    assert "Alizé" in signed_in(bob).get(f"/posts/{post.key}", follow=True).text
    for page in (f"/posts/{post.key}", f"/posts/{post.key}/shares"):
        assert "Alizé" not in signed_in(charlie).get(page, follow=True).text


def test_a03_moved_by_the_page_it_is_gone_for_old_readers_on_every_surface(alice, charlie, space, secret, signed_in):
    key = storage.keep(alice, content=b"text", name="plan.txt").key
    post = actions.publish(alice, space=space, title="Mésange", body="<p>bleue</p>", files=[key])
    comment = actions.comment(alice, post=post, body="<p>x</p>")
    browser = signed_in(charlie)
    assert "Mésange" in browser.get(f"/spaces/{space.key}", follow=True).text
    moved = signed_in(alice).post(f"/posts/{post.key}/space", {"space": secret.key})
    assert moved.status_code == 303
    for path in (f"/posts/{post.key}", f"/posts/{post.key}/versions", f"/comments/{comment.key}/versions"):
        assert browser.get(path, follow=True).status_code == 404
    for path in ("/", f"/spaces/{space.key}", f"/people/{alice.key}", "/search?q=mésange"):
        assert "Mésange" not in browser.get(path, follow=True).text.replace("« mésange »", "")
    assert not files.seen(charlie, Attachment.objects.get(key=key)) and files.seen(
        alice, Attachment.objects.get(key=key)
    )


def test_a02_files_of_a_withdrawn_post_are_withdrawn_and_come_back(alice, bob, space, signed_in):
    key = storage.keep(alice, content=b"text", name="plan.txt").key
    post = actions.publish(alice, space=space, title="Un", body="", files=[key])
    browser = signed_in(alice)
    browser.post(f"/posts/{post.key}/withdrawal")
    assert not files.seen(bob, Attachment.objects.get(key=key))
    assert "Un" in browser.get("/withdrawn").text and "Un</strong>" not in signed_in(bob).get("/withdrawn").text
    assert browser.post(f"/posts/{post.key}/restoration").status_code == 303
    assert files.seen(bob, Attachment.objects.get(key=key))


def test_a_keeper_finds_what_members_withdrew(alice, bob, space):
    post = actions.publish(bob, space=space, title="Un", body="")
    actions.withdraw(bob, post=post)
    assert [row.key for row in queries.withdrawn(alice)] == [row.key for row in queries.withdrawn(bob)] == [post.key]


def test_versions_are_compared_word_by_word(alice, bob, space, signed_in):
    post = actions.publish(alice, space=space, title="Un", body="<p>le chat dort</p>")
    actions.edit(alice, post=post, title="Un", body="<p>le chien dort</p>", minor=True)
    comment = actions.comment(bob, post=post, body="<p>bien vu</p>")
    actions.edit_comment(bob, comment=comment, body="<p>bien dit</p>")
    page = signed_in(bob).get(f"/posts/{post.key}/versions").text
    assert "<del>chat </del>" in page and "<ins>chien </ins>" in page
    assert "<del>vu</del>" in signed_in(bob).get(f"/comments/{comment.key}/versions").text


def test_edited_with_files(alice, space, signed_in):
    first, second = (storage.keep(alice, content=b"text", name=name).key for name in ("a.txt", "b.txt"))
    post = actions.publish(alice, space=space, title="Un", body="", files=[first])
    browser = signed_in(alice)
    assert "a.txt" in browser.get(f"/posts/{post.key}/edit").text
    browser.post(f"/posts/{post.key}/edit", {"title": "Un", "body": "x", "attached": second})
    assert [file.name for file in files.attachments_of("post", [post.pk])[post.pk]] == ["b.txt"]
