"""Who gets in, with what, and how often: C01, C08, C09, E15, E17, and writing once."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from terreau.bridges.api import limits
from terreau.bridges.api.tests.conftest import Program
from terreau.foundation.identity import credentials
from terreau.foundation.identity.afterwards import afterwards
from terreau.foundation.identity.models import Person
from terreau.network.posts.models import Post
from terreau.network.spaces.models import Membership, Space

Api = Callable[..., Program]
ODD = ["1e1000000", "NaN", "-0", str(2**63), "\0", "'; DROP TABLE posts_post;--", "ⅷ", "-1", "1_0", " 7"]
NUMBERS = ["/feed?limit={}", "/search?q=a&before={}", "/memberships?limit={}"]
WORDS = ["/feed?order={}", "/feed?only={}", "/search?kind={}", "/search?order={}", "/spaces?only={}", "/feed?{}=1"]


def refusal(answer: Any, status: int) -> Any:
    """The problem told, in the form of all problems."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert set(said) == {"type", "title", "status", "detail", "instance", "errors"}
    assert said["status"] == status and said["detail"]
    return said


def test_a_token_lets_in_and_is_noted(api: Api, alice: Person) -> None:
    program = api(alice)
    assert program.read("/me")["username"] == "alice"
    afterwards.write_all()
    program.token.refresh_from_db()
    assert program.token.used_on == timezone.now().date()


def test_b03_a_lost_token_is_unknown_at_the_next_request(api: Api, alice: Person, bob: Person) -> None:
    revoked, over, suspended = api(alice), api(alice), api(bob)
    for program in (revoked, over, suspended):
        assert program.get("/me").status_code == 200
    credentials.revoke_token(revoked.token)
    type(over.token).objects.filter(pk=over.token.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    Person.objects.filter(pk=bob.pk).update(suspended_at=timezone.now())
    said = [refusal(program.get("/me"), 401) for program in (revoked, over, suspended)]
    said += [refusal(Client().get("/api/v1/me"), 401)]
    assert len({one["detail"] for one in said}) == 1
    assert Client().get("/api/v1/me")["WWW-Authenticate"].startswith("Bearer")


def test_e15_c08_a_session_opens_nothing(api: Api, signed_in: Any, alice: Person, bob: Person, space: Space) -> None:
    browser, body = signed_in(alice), {"space": space.key, "title": "By a page"}
    refusal(browser.get("/api/v1/me"), 401)
    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
        refusal(browser.post("/api/v1/posts", data=str(body), content_type=kind, headers={"Origin": "null"}), 401)
    headers = {"Authorization": f"Bearer {api(bob).secret}", "Idempotency-Key": "one"}
    answer = browser.post("/api/v1/posts", data=body, content_type="application/json", headers=headers)
    assert answer.json()["author"]["id"] == bob.key, "the token decides alone"
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]


def test_e15_only_json_is_read_and_no_get_writes(api: Api, alice: Person, space: Space) -> None:
    program = api(alice)
    headers = {"Authorization": f"Bearer {program.secret}"}
    sent = f'{{"space": "{space.key}", "title": "x"}}'
    for kind in ("text/plain", "application/x-www-form-urlencoded"):
        refusal(Client().post("/api/v1/posts", data=sent, content_type=kind, headers=headers), 415)
    assert Post.objects.count() == 0
    answer = program.ask("OPTIONS", "/posts")
    assert refusal(answer, 405) and answer["Allow"] == "GET, HEAD, POST"


def test_a_reading_token_writes_nothing(api: Api, alice: Person, space: Space) -> None:
    body = {"space": space.key, "title": "x"}
    refusal(api(alice, "read").ask("POST", "/posts", body), 403)
    headers = {"Idempotency-Key": "k"}
    assert api(alice).ask("POST", "/posts", body, **headers).status_code == 201
    refusal(api(alice, "read").ask("POST", "/posts", body, **headers), 403)
    assert Post.objects.count() == 1


def test_the_same_key_writes_once(api: Api, alice: Person, space: Space) -> None:
    program, body = api(alice), {"space": space.key, "title": "Once"}
    first, second = (program.ask("POST", "/posts", body, **{"Idempotency-Key": "k"}) for _ in range(2))
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert second["Idempotent-Replayed"] == "true" and second["Location"] == f"/api/v1/posts/{first.json()['id']}"
    refusal(program.ask("POST", "/posts", {**body, "title": "Other"}, **{"Idempotency-Key": "k"}), 409)
    refusal(program.ask("POST", "/posts", body, **{"Idempotency-Key": "with space"}), 400)
    assert Post.objects.count() == 1


def test_a_refused_write_leaves_its_key_free(api: Api, alice: Person, bob: Person, closed: Space) -> None:
    Membership.objects.filter(space=closed, person=bob).delete()
    program, body = api(bob), {"space": closed.key, "title": "Now"}
    refusal(program.ask("POST", "/posts", body, **{"Idempotency-Key": "k"}), 404)
    Membership.objects.create(space=closed, person=bob)
    assert program.ask("POST", "/posts", body, **{"Idempotency-Key": "k"}).status_code == 201


def test_too_many_requests_wait(api: Api, alice: Person, settings: Any) -> None:
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"api_requests_per_minute": 3})
    program = api(alice)
    assert [program.get("/me").status_code for _ in range(3)] == [200] * 3
    answer = program.get("/me")
    assert refusal(answer, 429) and 1 <= int(answer["Retry-After"]) <= 60


def test_d06_addresses_of_one_house_guess_together(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: 1.0))
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"api_requests_per_minute": 15})
    guess: dict[str, Any] = {"HTTP_AUTHORIZATION": "Bearer terreau_guessed", "HTTP_X_FORWARDED_FOR": "192.0.2.7"}
    told = [client.get("/api/v1/me", REMOTE_ADDR=f"2001:db8:1:1::{n:x}", **guess).status_code for n in range(1, 6)]
    assert told == [401, 401, 401, 429, 429]
    assert client.get("/api/v1/me", REMOTE_ADDR="2001:db8:1:2::1", **guess).status_code == 401


@pytest.mark.parametrize("odd", ODD)
def test_c09_e17_odd_values_are_refused_at_once(odd: str, api: Api, alice: Person) -> None:
    program = api(alice)
    for path in [*NUMBERS, *WORDS]:
        answer = program.ask("GET", path.format(odd.replace("%", "%25").replace("\0", "%00").replace(" ", "%20")))
        assert answer.status_code in (400, 404, 422), (path, odd, answer.content[:200])
    for body in ({"title": 1e300}, {"title": [odd]}, {"language": odd}, {"skills": odd}):
        refusal(program.ask("PATCH", "/me", body), 422)


def test_c09_cursors_beyond_any_number(api: Api, alice: Person) -> None:
    for cursor in ("MTIzLjk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ", "x", "é"):
        refusal(api(alice).get(f"/feed?before={cursor}"), 404)
    assert api(alice).read(f"/people?before=a~{'9' * 40}")["next"] is None


def test_c01_no_field_beyond_those_described(api: Api, alice: Person, bob: Person, space: Space) -> None:
    program = api(bob)
    made = program.ask("POST", "/posts", {"space": space.key, "title": "Mine"}).json()
    for path, stolen in (
        ("/me", {"kind": "system"}),
        ("/me", {"username": "root", "title": "x"}),
        (f"/posts/{made['id']}", {"title": "x", "author": alice.key}),
        (f"/posts/{made['id']}", {"title": "x", "pinned": True}),
        (f"/spaces/{space.key}", {"official": True}),
    ):
        refusal(program.ask("PATCH", path, stolen), 422)
    refusal(program.ask("PATCH", f"/memberships/{space.key}-{bob.key}", {"role": "owner", "level": "all"}), 403)
    refusal(program.ask("PATCH", f"/spaces/{space.key}", {"name": "Taken"}), 403)
    assert Membership.objects.get(space=space, person=bob).level == "digest"
    assert program.read(f"/posts/{made['id']}")["title"] == "Mine"


def test_what_is_unknown_says_so_as_a_problem(api: Api, alice: Person) -> None:
    refusal(api(alice).get("/nothing/here"), 404)
    assert refusal(api(alice).get("/feed?sort=1"), 422)["errors"][0]["at"] == "query.sort"
    refusal(api(alice).ask("PATCH", "/me", {"titel": "x"}), 422)
    headers = {"Authorization": f"Bearer {api(alice).secret}"}
    refusal(Client().patch("/api/v1/me", data="{", content_type="application/json", headers=headers), 400)
