"""What programs read and write: the same actions, the same rights, stable shapes."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.activity.pump import pump
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions as posts
from terreau.network.posts.schemas import CommentPage, PostPage
from terreau.network.spaces.models import Space

Api = Callable[..., Program]


def test_a_conversation_by_programs_alone(api: Api, alice: Person, bob: Person, space: Space) -> None:
    asker, helper = api(alice), api(bob)
    body = {"space": space.key, "kind": "question", "title": "Which glass?", "text": "For the north side.\n\n#glass"}
    post = asker.ask("POST", "/posts", body).json()
    assert post["text"] == "For the north side.\n\n#glass" and post["tags"] == ["glass"]
    assert post["url"].endswith(f"/posts/{post['id']}-which-glass") and post["published_at"].endswith("Z")
    reply = helper.ask("POST", f"/posts/{post['id']}/comments", {"body": "<p>Triple <script>x</script></p>"}).json()
    assert "script" not in reply["body"] and reply["post"] == post["id"]
    nested = asker.ask("POST", f"/posts/{post['id']}/comments", {"text": "Thanks", "parent": reply["id"]})
    assert nested.status_code == 201
    assert asker.ask("PUT", f"/comments/{reply['id']}/acceptance").status_code == 204
    assert asker.ask("PUT", f"/comments/{reply['id']}/reaction", {"kind": "thanks"}).json()["my_reaction"] == "thanks"
    assert asker.ask("DELETE", f"/comments/{reply['id']}/reaction").json()["reactions"]["thanks"] == 0
    read = asker.read(f"/posts/{post['id']}")
    assert (read["accepted_comment"], read["comment_count"]) == (reply["id"], 2)
    (first,) = asker.read(f"/posts/{post['id']}/comments")["items"]
    assert first["accepted"] and [one["text"] for one in first["replies"]] == ["Thanks"]


def test_a_kudos_thanks_somebody(api: Api, alice: Person, bob: Person, space: Space) -> None:
    program, kudos = api(alice), {"space": space.key, "kind": "kudos", "text": "Merci"}
    refused = program.ask("POST", "/posts", kudos)
    assert refused.status_code == 403 and "remerciez" in refused.json()["detail"]
    made = program.ask("POST", "/posts", {**kudos, "thanked": [bob.key]})
    assert [one["id"] for one in made.json()["thanked"]] == [bob.key]


def test_editing_and_withdrawing(api: Api, alice: Person, bob: Person, space: Space) -> None:
    post = posts.publish(bob, space=space, title="Draft", body="<p>Words</p>")
    mine, other = api(bob), api(alice)
    changed = mine.ask("PATCH", f"/posts/{post.key}", {"title": "Final"}).json()
    assert (changed["title"], changed["text"], changed["edited_at"] is not None) == ("Final", "Words", True)
    assert other.ask("PATCH", f"/posts/{post.key}", {"title": "No"}).status_code == 403
    assert mine.ask("DELETE", f"/posts/{post.key}").status_code == 204
    assert other.get(f"/posts/{post.key}").status_code == 404
    assert mine.ask("POST", f"/posts/{post.key}/restoration").json()["title"] == "Final"


def test_the_feed_goes_on_where_it_ended(api: Api, alice: Person, bob: Person, space: Space) -> None:
    keys = [posts.publish(alice, space=space, title=f"Post {n}", body="<p>x</p>").key for n in range(5)]
    program, read, further = api(bob), [], ""
    while further is not None:
        page = program.read(f"/feed?limit=2&before={further}")
        read += [post["id"] for post in page["items"]]
        further = page["next"]
    assert read == keys[::-1]
    assert program.read(f"/spaces/{space.key}/posts?only=unread")["items"][0]["unread"]


def test_spaces_and_memberships(api: Api, alice: Person, charlie: Person, space: Space, secret: Space) -> None:
    program = api(charlie)
    assert [one["id"] for one in program.read("/spaces")["items"]] == [space.key]
    assert program.get(f"/spaces/{secret.key}").status_code == 404
    made = program.ask("POST", "/memberships", {"space": space.key})
    mine = f"{space.key}-{charlie.key}"
    assert (made.status_code, made.json()["id"], made.json()["role"]) == (201, mine, "member")
    changed = program.ask("PATCH", f"/memberships/{mine}", {"level": "none", "starred": True}).json()
    assert (changed["level"], changed["starred"]) == ("none", True)
    others = api(alice).read(f"/memberships?space={space.key}")["items"]
    assert {one["person"]["id"]: one["level"] for one in others}[charlie.key] is None
    assert program.ask("DELETE", f"/memberships/{mine}").status_code == 204
    assert program.get(f"/memberships/{mine}").status_code == 404
    assert program.ask("POST", "/spaces", {"name": "Mine"}).status_code == 403


def test_files_are_sent_then_used(api: Api, bob: Person, charlie: Person, secret: Space) -> None:
    program = api(bob)
    headers = {"Authorization": f"Bearer {program.secret}", "Idempotency-Key": "file-1"}
    made, again = (
        Client().post("/api/v1/files", {"file": SimpleUploadedFile("plan é.txt", b"words")}, headers=headers)
        for _ in range(2)
    )
    assert (made.status_code, made.json()) == (201, again.json())
    more = {"file": SimpleUploadedFile("a.txt", b"a"), "owner": "me"}
    assert Client().post("/api/v1/files", more, headers={"Authorization": headers["Authorization"]}).status_code == 422
    key = made.json()["id"]
    assert api(charlie).get(f"/files/{key}").status_code == 404
    post = program.ask("POST", "/posts", {"space": secret.key, "title": "Plan", "files": [key]}).json()
    assert [one["name"] for one in post["attachments"]] == ["plan é.txt"]
    assert api(charlie).get(f"/files/{key}").status_code == 404
    assert program.ask("DELETE", f"/files/{key}").status_code == 404, "it is used"
    assert api(charlie).ask("POST", "/posts", {"space": secret.key, "title": "x", "files": [key]}).status_code == 404


def test_oneself(api: Api, alice: Person) -> None:
    program = api(alice)
    changed = program.ask("PATCH", "/me", {"title": "Gardener", "skills": ["Oak", "Glass"], "languages": ["fr"]}).json()
    assert (changed["title"], changed["skills"], changed["languages"]) == ("Gardener", ["Oak", "Glass"], ["fr"])
    again = program.ask("PATCH", "/me", {"about": "Trees"}).json()
    assert (again["title"], again["skills"], again["about"]) == ("Gardener", ["Oak", "Glass"], "Trees")


def test_oneself_and_others_cost_few_queries(api: Api, alice: Person, bob: Person) -> None:
    program = api(bob)
    for path, most in (("/me", 4), (f"/people/{alice.key}", 5)):
        program.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert program.get(path).status_code == 200
        assert len(asked) <= most, [query["sql"][:80] for query in asked]


def test_feed_and_thread_keep_to_their_shapes_and_their_queries(
    api: Api, alice: Person, bob: Person, space: Space
) -> None:
    for n in range(20):
        post = posts.publish(alice, space=space, title=f"Post {n}", body="<p>x</p>")
        posts.comment(bob, post=post, body="<p>y</p>")
    program = api(bob)
    for path, shape in (("/feed", PostPage), (f"/posts/{post.key}/comments", CommentPage)):
        program.get(path)
        with CaptureQueriesContext(connection) as asked:
            answer = program.get(path)
        shape.model_validate_json(answer.content, strict=False)
        assert len(asked) <= 8, [query["sql"][:80] for query in asked]


def test_the_search_finds_what_is_seen(api: Api, alice: Person, bob: Person, charlie: Person, secret: Space) -> None:
    posts.publish(alice, space=secret, title="Alizé fusion", body="<p>canari</p>")
    pump()
    found: Any = api(bob).read("/search?q=canari")
    assert [(hit["kind"], hit["title"]) for hit in found["items"]] == [("post", "Alizé fusion")]
    assert api(charlie).read("/search?q=canari")["total"] == 0


def test_the_page_to_try_it_shows_every_endpoint(signed_in: Any, alice: Person) -> None:
    page = signed_in(alice).get("/api/v1/docs").content.decode()
    document = Client().get("/api/v1/openapi.json").json()
    for operations in document["paths"].values():
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in page, operation["operationId"]
    assert "{&#34;" in page or "{\n" in page, "bodies have an example"
    assert Client().get("/api/v1/docs").status_code == 302
