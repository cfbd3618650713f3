"""Posts in several places and in several versions, by program; and drafts until they are posts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions as posts
from terreau.network.posts.models import Draft, Post
from terreau.network.spaces.models import Membership, Space

Api = Callable[..., Program]


def test_shared_into_another_space_and_out_again(
    api: Api, alice: Person, bob: Person, charlie: Person, space: Space, closed: Space
) -> None:
    post = posts.publish(bob, space=space, title="Vitrage", body="<p>x</p>")
    program, there = api(bob), f"/posts/{post.key}/shares/{closed.key}"
    assert program.ask("PUT", there).status_code == program.ask("PUT", there).status_code == 204
    (share,) = program.read(f"/posts/{post.key}/shares")["items"]
    assert (share["space"]["id"], share["by"], share["removable"]) == (closed.key, bob.name, True)
    assert [one["id"] for one in program.read(f"/spaces/{closed.key}/posts")["items"]] == [post.key]
    assert api(charlie).read(f"/posts/{post.key}/shares")["items"] in ([share | {"removable": False}], [])
    assert api(charlie).ask("PUT", there).status_code == 404, "who may not write there does not learn of it"
    assert program.ask("DELETE", there).status_code == 204
    assert program.read(f"/posts/{post.key}/shares")["items"] == []


def test_moved_with_its_conversation(api: Api, bob: Person, charlie: Person, space: Space, closed: Space) -> None:
    post = posts.publish(bob, space=space, title="Vitrage", body="<p>x</p>")
    program, path = api(bob), f"/posts/{post.key}/space"
    assert api(charlie).ask("PUT", path, {"space": closed.key}).status_code == 404
    assert program.ask("PUT", path, {"space": closed.key}).json()["space"]["id"] == closed.key
    assert program.ask("PUT", path, {"space": "nowhere"}).status_code == 422


def test_what_was_said_before(api: Api, alice: Person, bob: Person, space: Space) -> None:
    post = posts.publish(bob, space=space, title="Vitrage", body="<p>Un joint</p>")
    reply = posts.comment(bob, post=post, body="<p>Oui</p>")
    posts.edit(bob, post=post, title="Vitrages", body="<p>Un joint neuf</p>", minor=True)
    posts.edit_comment(bob, comment=reply, body="<p>Non</p>")
    program = api(alice)
    (version,) = program.read(f"/posts/{post.key}/versions")["items"]
    assert (version["title"], version["text"], version["minor"]) == ("Vitrage", "Un joint", True)
    (version,) = program.read(f"/comments/{reply.key}/versions")["items"]
    assert (version["by"], version["text"]) == (bob.name, "Oui")


def test_withdrawn_and_back(api: Api, alice: Person, bob: Person, space: Space) -> None:
    post = posts.publish(bob, space=space, title="Vitrage", body="<p>x</p>")
    program = api(bob)
    assert program.ask("DELETE", f"/posts/{post.key}").status_code == 204
    (gone,) = program.read("/me/withdrawn")["items"]
    assert (gone["id"], gone["title"]) == (post.key, "Vitrage")
    assert program.ask("POST", f"/posts/{post.key}/restoration").json()["id"] == post.key
    assert program.read("/me/withdrawn")["items"] == []


def test_the_files_of_a_post_are_exchanged(api: Api, bob: Person, space: Space) -> None:
    program = api(bob)
    headers = {"Authorization": f"Bearer {program.secret}"}
    keys = [
        Client().post("/api/v1/files", {"file": SimpleUploadedFile(name, b"x")}, headers=headers).json()["id"]
        for name in ("a.txt", "b.txt")
    ]
    post = program.ask("POST", "/posts", {"space": space.key, "title": "Plan", "files": keys[:1]}).json()
    kept = program.ask("PATCH", f"/posts/{post['id']}", {"title": "Plans"}).json()
    assert [one["id"] for one in kept["attachments"]] == keys[:1]
    changed = program.ask("PATCH", f"/posts/{post['id']}", {"files": keys[1:]}).json()
    assert [one["id"] for one in changed["attachments"]] == keys[1:]


def test_a_draft_is_kept_changed_and_published(api: Api, alice: Person, bob: Person, space: Space) -> None:
    program, body = api(bob), {"space": space.key, "title": "Vitrage", "text": "Un joint", "thanked": [alice.key]}
    made = program.ask("POST", "/drafts", {**body, "kind": "kudos"})
    key = made.json()["id"]
    assert made.status_code == 201 and made["Location"] == f"/api/v1/drafts/{key}"
    assert api(alice).get(f"/drafts/{key}").status_code == 404
    changed = program.ask("PATCH", f"/drafts/{key}", {"title": "Vitrages"}).json()
    assert (changed["title"], changed["text"], changed["thanked"]) == ("Vitrages", "Un joint", [alice.key])
    assert program.read("/drafts")["items"] == [changed] and api(alice).read("/drafts")["items"] == []
    published = program.ask("POST", f"/drafts/{key}/publication")
    assert (published.status_code, published.json()["title"]) == (201, "Vitrages")
    assert [one["id"] for one in published.json()["thanked"]] == [alice.key]
    assert program.get(f"/drafts/{key}").status_code == 404 and not Draft.objects.exists()


def test_a_draft_that_says_nothing_is_kept_and_not_published(api: Api, bob: Person, space: Space) -> None:
    program = api(bob)
    key = program.ask("POST", "/drafts", {}).json()["id"]
    assert program.ask("POST", f"/drafts/{key}/publication").status_code == 404, "it stands nowhere"
    program.ask("PATCH", f"/drafts/{key}", {"space": space.key, "body": "<p></p>"})
    for method, path, at in (("POST", "publication", None), ("PUT", "schedule", days(1))):
        refused = program.ask(method, f"/drafts/{key}/{path}", at)
        assert refused.status_code == 403 and "rien à publier" in refused.json()["detail"]
    assert program.ask("DELETE", f"/drafts/{key}").status_code == 204 and not Draft.objects.exists()


def days(count: int) -> dict[str, Any]:
    return {"at": (timezone.now() + timedelta(days=count)).isoformat()}


def test_a_draft_is_published_later(api: Api, bob: Person, space: Space) -> None:
    program = api(bob)
    key = program.ask("POST", "/drafts", {"space": space.key, "title": "Vitrage"}).json()["id"]
    path, soon = f"/drafts/{key}/schedule", days(1)
    for far in (days(-1), days(400)):
        assert program.ask("PUT", path, far).status_code == 403
    for wrong in ({"at": "2026-12-01T09:00:00"}, {"at": "tomorrow"}, {}):
        assert program.ask("PUT", path, wrong).status_code == 422
    assert program.ask("PUT", path, soon).json()["publish_at"][:16] == soon["at"][:16]
    assert program.ask("PATCH", f"/drafts/{key}", {"title": "Joints"}).json()["publish_at"]
    assert program.ask("DELETE", path).json()["publish_at"] is None
    program.ask("PUT", path, soon)
    Draft.objects.update(scheduled_for=timezone.now() - timedelta(seconds=1))
    posts.publish_scheduled.func(Draft.objects.get().pk)
    assert Post.objects.get().title == "Joints"


def test_a_draft_does_not_tell_what_became_of_its_space(api: Api, bob: Person, secret: Space) -> None:
    program = api(bob)
    key = program.ask("POST", "/drafts", {"space": secret.key, "title": "Alizé"}).json()["id"]
    Membership.objects.filter(space=secret, person=bob).delete()
    Space.objects.filter(pk=secret.pk).update(name="Renamed in secret")
    assert program.read(f"/drafts/{key}")["space"] is None
    assert program.ask("POST", f"/drafts/{key}/publication").status_code == 403
    assert program.ask("PATCH", f"/drafts/{key}", {"title": "Kept"}).json()["title"] == "Kept"


def test_a_name_is_lent_used_and_taken_back(
    api: Api, alice: Person, bob: Person, charlie: Person, space: Space
) -> None:
    leader, writer, day = api(alice), api(bob), days(3)["at"][:10]
    lent = leader.ask("POST", "/delegations", {"writer": bob.key, "space": space.key, "until": day})
    made = lent.json()
    assert (lent.status_code, lent["Location"]) == (201, f"/api/v1/delegations/{made['id']}")
    assert writer.read("/delegations")["items"] == [made] == leader.read("/delegations")["items"]
    assert (made["leader"]["id"], made["writer"]["id"], made["space"]["id"]) == (alice.key, bob.key, space.key)
    assert api(charlie).read("/delegations")["items"] == []
    assert api(charlie).ask("DELETE", f"/delegations/{made['id']}").status_code == 404
    body = {"space": space.key, "title": "x", "on_behalf_of": alice.key}
    assert writer.ask("POST", "/posts", body).json()["on_behalf_of"]["id"] == alice.key
    assert writer.ask("DELETE", f"/delegations/{made['id']}").status_code == 204
    assert writer.get(f"/delegations/{made['id']}").status_code == 404
    assert writer.ask("POST", "/posts", body).status_code == 403
    over = {"writer": bob.key, "space": space.key, "until": days(-2)["at"][:10]}
    assert leader.ask("POST", "/delegations", over).status_code == 403
    assert leader.ask("POST", "/delegations", {**over, "until": "tomorrow"}).status_code == 422


def test_a_lent_name_does_not_tell_what_became_of_its_space(
    api: Api, alice: Person, bob: Person, secret: Space
) -> None:
    posts.delegate(alice, writer=bob, space=secret, until=timezone.now() + timedelta(days=3))
    assert len(api(bob).read("/delegations")["items"]) == 1
    Membership.objects.filter(space=secret, person=bob).delete()
    assert api(bob).read("/delegations")["items"] == []
