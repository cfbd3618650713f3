"""Conversations by programs alone: begun, joined, written in, read, left, with the rights of the pages."""

from collections.abc import Callable

import pytest

from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.identity.models import Person
from terreau.network.chat.models import Conversation, Message

pytestmark = pytest.mark.django_db
Api = Callable[..., Program]


def test_a_conversation_of_two(api: Api, alice: Person, bob: Person, charlie: Person) -> None:
    ours = api(alice).ask("POST", "/conversations", {"people": [bob.key], "text": "Bonjour"}).json()
    assert (ours["group"], ours["title"], ours["last"]) == (False, "Bob Delorme", 1)
    (row,) = api(bob).get("/conversations").json()["items"]
    assert (row["id"], row["unread"], row["words"]) == (ours["id"], 1, "Bonjour")
    place = f"/conversations/{ours['id']}"
    made = api(bob).ask("POST", f"{place}/messages", {"text": "Oui", "answers": 1}).json()
    assert made["id"] == f"{ours['id']}-2" and made["answers"]["text"] == "Bonjour"
    reacted = api(alice).ask("PUT", f"/messages/{made['id']}/reaction", {"kind": "thanks"}).json()
    assert reacted["my_reaction"] == "thanks" and reacted["reactions"][0]["people"] == ["Alice Vasseur"]
    assert api(bob).ask("PATCH", f"/messages/{made['id']}", {"text": "Oui, à 14 h"}).json()["edited_at"]
    assert [one["text"] for one in api(alice).get(f"/messages/{made['id']}/versions").json()["items"]] == ["Oui"]
    for path in (place, f"{place}/messages", f"/messages/{made['id']}"):
        assert api(charlie).get(path).status_code == 404
    assert api(alice).get("/conversations").json()["items"][0]["unread"] == 1
    assert api(alice).ask("PUT", f"{place}/read", {}).status_code == 204
    assert api(alice).get("/conversations").json()["items"][0]["unread"] == 0


def test_a_conversation_of_several(api: Api, alice: Person, bob: Person, charlie: Person, dora: Person) -> None:
    given = {"people": [bob.key, charlie.key], "name": "Palettes", "text": "Entre nous"}
    ours = api(alice).ask("POST", "/conversations", given).json()
    place = f"/conversations/{ours['id']}"
    assert ours["name"] == "Palettes" and len(ours["participants"]) == 3
    joined = api(bob).ask("PUT", f"{place}/people/{dora.key}", {}).json()
    assert joined["participants"][-1]["added_by"] == bob.key
    assert [one["event"] is None for one in api(dora).get(f"{place}/messages").json()["items"]] == [False]
    assert api(dora).ask("PATCH", place, {"name": "Lundi", "muted": True}).json()["muted"] is True
    assert api(bob).ask("DELETE", f"{place}/people/{dora.key}").status_code == 204
    assert api(dora).get(place).status_code == 404
    assert api(charlie).ask("DELETE", place).status_code == 204 and api(charlie).get(place).status_code == 404


def test_withdrawn_and_brought_back(api: Api, alice: Person, bob: Person) -> None:
    ours = api(alice).ask("POST", "/conversations", {"people": [bob.key], "text": "Bonjour"}).json()
    message = f"/messages/{ours['id']}-1"
    assert api(bob).ask("DELETE", message).status_code == 403
    assert api(alice).ask("DELETE", message).status_code == 204
    assert api(bob).get(message).status_code == 404
    (row,) = api(bob).get(f"/conversations/{ours['id']}/messages").json()["items"]
    assert row["withdrawn"] and row["body"] == row["text"] == ""
    assert api(alice).ask("POST", f"{message}/restoration", {}).json()["text"] == "Bonjour"


def test_earlier_ones_page_by_page(api: Api, alice: Person, bob: Person) -> None:
    ours = api(alice).ask("POST", "/conversations", {"people": [bob.key], "text": "1"}).json()
    talk = Message.objects.get().conversation
    rows = [Message(conversation=talk, number=n, author=alice, body=f"<p>{n}</p>") for n in range(2, 91)]
    Message.objects.bulk_create(rows)
    Conversation.objects.filter(pk=talk.pk).update(last_number=90)
    met: list[int] = []
    before: str | None = ""
    while before is not None:
        page = api(bob).read(f"/conversations/{ours['id']}/messages?before={before}")
        met, before = [one["number"] for one in page["items"]] + met, page["next"]
    assert met == list(range(1, 91))


def test_e14_repeated_it_is_said_once(api: Api, alice: Person, bob: Person) -> None:
    ours = api(alice).ask("POST", "/conversations", {"people": [bob.key], "text": "Bonjour"}).json()
    place, program = f"/conversations/{ours['id']}/messages", api(alice)
    key = {"Idempotency-Key": "once-1"}
    first, second = (program.ask("POST", place, {"text": "Une fois"}, **key) for _turn in range(2))
    assert first.json() == second.json() and Message.objects.count() == 2


def test_what_is_missing_is_named(api: Api, alice: Person, bob: Person) -> None:
    program = api(alice)
    assert program.ask("POST", "/conversations", {"people": ["zzzzzz"], "text": "x"}).status_code == 404
    assert program.ask("POST", "/conversations", {"people": [bob.key]}).status_code == 422
    ours = program.ask("POST", "/conversations", {"people": [bob.key], "text": "x"}).json()
    assert program.ask("POST", f"/conversations/{ours['id']}/messages", {}).status_code == 422
    assert program.ask("POST", f"/conversations/{ours['id']}/messages", {"text": "x", "answers": 9}).status_code == 404
    assert program.get("/messages/zzzzzz").status_code == 404


def test_what_one_has_read_is_shown_or_not(api: Api, alice: Person, bob: Person) -> None:
    ours = api(alice).ask("POST", "/conversations", {"people": [bob.key], "text": "x"}).json()
    assert api(bob).get("/me/conversations").json() == {"shown": True}
    assert [one["read"] for one in api(alice).get(f"/conversations/{ours['id']}").json()["participants"]] == [1, 0]
    assert api(bob).ask("PUT", "/me/conversations", {"shown": False}).json() == {"shown": False}
    assert [one["read"] for one in api(alice).get(f"/conversations/{ours['id']}").json()["participants"]] == [1, None]
