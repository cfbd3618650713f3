"""Notices by program: listed, counted, marked; and what reaches a person."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.activity.pump import pump
from terreau.foundation.identity.models import Person
from terreau.network.notifications.models import Notice
from terreau.network.notifications.schemas import NoticeKind, NoticePage
from terreau.network.posts import actions as posts
from terreau.network.spaces import actions as spaces
from terreau.network.spaces.models import Membership, Space

Api = Callable[..., Program]


def conversation(alice: Person, bob: Person, space: Space, replies: int) -> str:
    """A post by Bob to which Alice replies; its key."""
    post = posts.publish(bob, space=space, title="Vitrage", body="<p>x</p>")
    for _n in range(replies):
        posts.comment(alice, post=post, body="<p>y</p>")
    pump()
    return post.key


def test_notices_are_listed_by_pages_and_counted(api: Api, alice: Person, bob: Person, space: Space) -> None:
    conversation(alice, bob, space, 5)
    program, found, further = api(bob), [], ""
    while further is not None:
        page = program.read(f"/notifications?limit=2&before={further}")
        found += page["items"]
        further = page["next"]
    assert len({one["id"] for one in found}) == len(found) == 5
    one = found[0]
    assert (one["kind"], one["text"]) == ("reply", "Alice Vasseur vous a répondu dans « Vitrage »")
    assert one["actor"]["id"] == alice.key and one["thing"]["kind"] == "comment" and one["read_at"] is None
    assert program.read(f"/notifications/{one['id']}") == one
    assert program.read("/notifications/count") == {"unread": 1, "more": False}, "they are one line of the centre"


def test_notices_are_marked_one_by_one_and_all(api: Api, alice: Person, bob: Person, space: Space) -> None:
    conversation(alice, bob, space, 2)
    program, unread = api(bob), "/notifications?only=unread"
    first, second = (one["id"] for one in program.read(unread)["items"])
    assert program.ask("PUT", f"/notifications/{first}/read").status_code == 204
    assert [one["id"] for one in program.read(unread)["items"]] == [second]
    assert program.ask("DELETE", f"/notifications/{first}/read").status_code == 204
    assert len(program.read(unread)["items"]) == 2
    assert program.ask("PUT", "/notifications/read").status_code == 204
    assert program.read(unread)["items"] == [] and program.read("/notifications/count") == {"unread": 0, "more": False}


def test_notices_of_others_and_of_what_is_out_of_sight_are_absent(
    api: Api, alice: Person, bob: Person, charlie: Person, secret: Space
) -> None:
    conversation(alice, bob, secret, 1)
    key = Notice.objects.get(person=bob).key
    stranger, mine = api(charlie), api(bob)
    for method, path in (("GET", ""), ("PUT", "/read"), ("DELETE", "/read")):
        assert stranger.ask(method, f"/notifications/{key}{path}").status_code == 404
    Membership.objects.filter(space=secret, person=bob).delete()
    assert mine.read("/notifications")["items"] == []
    assert mine.get(f"/notifications/{key}").status_code == mine.ask("PUT", f"/notifications/{key}/read").status_code
    assert Notice.objects.get(key=key).read_at is None


def test_what_reaches_me_is_chosen(api: Api, bob: Person, space: Space, secret: Space) -> None:
    program = api(bob)
    told = program.read("/me/notifications")
    assert set(told["kinds"]) == set(NoticeKind.__args__)
    assert (told["kinds"]["reply"], told["digest"], told["hour"]) == ("digest", "daily", 8)
    assert {one["space"]["id"]: one["level"] for one in told["spaces"]}[space.key] == "digest"
    changed = program.ask("PATCH", "/me/notifications", {"kinds": {"reply": "mail"}, "hour": 0}).json()
    assert (changed["kinds"]["reply"], changed["digest"], changed["hour"]) == ("mail", "daily", 0)
    assert changed["kinds"]["mention"] == told["kinds"]["mention"]
    assert program.ask("PATCH", "/me/notifications", {"digest": "weekly"}).json()["hour"] == 0
    for wrong in ({}, {"kinds": {"x": "mail"}}, {"kinds": {"reply": "pigeon"}}, {"hour": 24}):
        assert program.ask("PATCH", "/me/notifications", wrong).status_code == 422
    assert program.ask("PUT", f"/me/notifications/spaces/{space.key}", {"level": "none"}).status_code == 204
    assert Membership.objects.get(space=space, person=bob).level == "none"
    spaces.leave(bob, space=secret)
    gone = f"/me/notifications/spaces/{secret.key}"
    assert program.ask("PUT", gone, {"level": "all"}).status_code == 404


def test_a_page_of_notices_keeps_to_its_shape_and_its_queries(
    api: Api, alice: Person, bob: Person, space: Space
) -> None:
    conversation(alice, bob, space, 20)
    program = api(bob)
    program.get("/notifications")
    with CaptureQueriesContext(connection) as asked:
        answer = program.get("/notifications")
    NoticePage.model_validate_json(answer.content, strict=False)
    assert len(asked) <= 5, [query["sql"][:80] for query in asked]
