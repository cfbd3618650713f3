"""The calendar by program: events brought in, changed, answered, called off, with the rights of the pages."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from terreau.bridges.api.tests.conftest import Program
from terreau.bridges.api.tests.test_running import shaped
from terreau.foundation.identity.models import Person
from terreau.network.calendar.schemas import AnswerPage, Count, Event, EventPage
from terreau.network.spaces.models import Space

Api = Callable[..., Program]
START = datetime.now(UTC).replace(microsecond=0) + timedelta(days=9)


def said(space: Space, **more: Any) -> dict[str, Any]:
    when = {"starts_at": START.isoformat(), "ends_at": (START + timedelta(hours=1)).isoformat()}
    return {"space": space.key, "title": "Repas", "zone": "Europe/Paris", **when, **more}


def made(program: Program, space: Space, **more: Any) -> str:
    return str(shaped(program.ask("POST", "/events", said(space, **more)), Event, 201)["id"])


def test_an_event_is_brought_in_read_listed_and_changed(api: Api, alice: Person, bob: Person, space: Space) -> None:
    program = api(alice)
    told = shaped(program.ask("POST", "/events", said(space, text="Un repas", seats=12)), Event, 201)
    path = f"/events/{told['id']}"
    assert (told["title"], told["text"], told["zone"]) == ("Repas", "Un repas", "Europe/Paris")
    assert datetime.fromisoformat(told["starts_at"]) == START and told["attendance"]["seats"] == 12
    for list_of in ("/events", f"/spaces/{space.key}/events"):
        assert [one["id"] for one in shaped(api(bob).get(list_of), EventPage)["items"]] == [told["id"]]
    changed = shaped(program.ask("PATCH", path, {"title": "Déjeuner", "seats": None}), Event)
    assert (changed["title"], changed["text"], changed["attendance"]["seats"]) == ("Déjeuner", "Un repas", None)
    assert api(bob).ask("PATCH", path, {"title": "X"}).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"ends_at": (START - timedelta(hours=1)).isoformat()}, 403),
        ({"zone": "Mars/Olympus"}, 403),
        ({"seats": 0}, 422),
        ({"seats": 900_000}, 422),
        ({"starts_at": "2030-05-02T10:00:00"}, 422),
        ({"starts_at": "demain"}, 422),
        ({"link": "javascript:alert(1)"}, 403),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    api: Api, alice: Person, space: Space, wrong: dict[str, Any], status: int
) -> None:
    answer = api(alice).ask("POST", "/events", said(space, **wrong))
    assert answer.status_code == status and (answer.json()["detail"] or answer.json()["errors"])
    assert api(alice).read("/events")["items"] == []


def test_who_comes_takes_a_seat_or_waits(api: Api, alice: Person, bob: Person, charlie: Person, space: Space) -> None:
    path = f"/events/{made(api(alice), space, seats=1)}"
    first = shaped(api(bob).ask("PUT", f"{path}/answer", {"choice": "yes"}), Event)["attendance"]
    second = shaped(api(charlie).ask("PUT", f"{path}/answer", {"choice": "yes"}), Event)["attendance"]
    assert (first["mine"], first["place"], second["mine"], second["place"]) == ("yes", None, "waiting", 1)
    assert [one["person"]["id"] for one in shaped(api(bob).get(f"{path}/answers"), AnswerPage)["items"]] == [bob.key]
    assert len(shaped(api(alice).get(f"{path}/answers"), AnswerPage)["items"]) == 2
    api(bob).ask("PUT", f"{path}/answer", {"choice": "no"})
    assert api(charlie).read(path)["attendance"]["mine"] == "yes"


def test_it_is_called_off_and_held_after_all(api: Api, alice: Person, bob: Person, space: Space) -> None:
    path = f"/events/{made(api(alice), space)}"
    assert api(bob).ask("PUT", f"{path}/cancellation", {"why": "Pluie"}).status_code == 403
    assert (
        shaped(api(alice).ask("PUT", f"{path}/cancellation", {"why": "Pluie"}), Event)["called_off"]["why"] == "Pluie"
    )
    assert api(bob).ask("PUT", f"{path}/answer", {"choice": "yes"}).status_code == 403
    assert shaped(api(alice).ask("DELETE", f"{path}/cancellation"), Event)["called_off"] is None


def test_people_are_asked_and_a_conversation_begins(
    api: Api, alice: Person, bob: Person, charlie: Person, space: Space
) -> None:
    path = f"/events/{made(api(alice), space)}"
    asked = api(alice).ask("POST", f"{path}/invitations", {"people": [bob.key, charlie.key]})
    assert shaped(asked, Count, 201)["asked"] == 2
    assert api(bob).read(path)["attendance"]["mine"] == "asked"
    assert api(alice).ask("POST", f"{path}/invitations", {"people": ["zzzzzz"]}).status_code == 404
    talk = api(bob).ask("POST", f"{path}/conversation").json()["id"]
    assert api(bob).ask("POST", f"/posts/{talk}/comments", {"text": "Je viens"}).status_code == 201
    assert api(alice).read(path)["conversation"] == talk


def test_a_secret_one_is_not_there(api: Api, alice: Person, charlie: Person, secret: Space) -> None:
    path = f"/events/{made(api(alice), secret)}"
    for method, below, body in (("GET", "", None), ("PUT", "/answer", {"choice": "yes"}), ("GET", "/answers", None)):
        assert api(charlie).ask(method, f"{path}{below}", body).status_code == 404


def test_a_series_and_all_later_ones(api: Api, alice: Person, space: Space) -> None:
    program = api(alice)
    repeat = {"rhythm": "weekly", "times": 4}
    first = shaped(program.ask("POST", "/events", said(space, repeat=repeat)), Event, 201)
    assert first["series"] == {"rhythm": "weekly", "place": 1, "count": 4}
    ids = [one["id"] for one in program.read("/events")["items"]]
    assert len(ids) == 4
    shaped(program.ask("PATCH", f"/events/{ids[2]}", {"title": "Autre", "scope": "following"}), Event)
    assert [one["title"] for one in program.read("/events")["items"]] == ["Repas"] * 2 + ["Autre"] * 2
    program.ask("PUT", f"/events/{ids[1]}/cancellation", {"why": "Travaux", "scope": "following"})
    assert [one["called_off"] for one in program.read("/events")["items"]] == [False] + [True] * 3
    assert program.ask("POST", "/events", said(space, repeat={"rhythm": "weekly"})).status_code == 422


def test_office_hours(api: Api, alice: Person, bob: Person, charlie: Person, space: Space) -> None:
    path = f"/events/{made(api(alice), space, slot_minutes=20)}"
    told = shaped(api(bob).ask("PUT", f"{path}/slot", {"slot": 1, "about": "Mon contrat"}), Event)
    assert [slot["free"] for slot in told["slots"]] == [True, False, True] and told["slots"][1]["mine"]
    assert api(charlie).ask("PUT", f"{path}/slot", {"slot": 1}).status_code == 403
    assert "Mon contrat" not in api(charlie).get(path).content.decode()
    assert api(alice).read(path)["slots"][1]["person"]["id"] == bob.key
    assert shaped(api(bob).ask("DELETE", f"{path}/slot"), Event)["slots"][1]["free"]
