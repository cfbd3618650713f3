from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from terreau.foundation.identity.models import Person, Token
from terreau.foundation.identity.tokens import digest_of, new_secret
from terreau.project import health
from terreau.project.metrics import Tally

SignIn = Callable[[Person], Client]


def test_healthz_asks_no_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"up\n")


@pytest.fixture
def bearer() -> Callable[[Person], dict[str, str]]:
    def give(person: Person) -> dict[str, str]:
        secret, end = new_secret(), timezone.now() + timedelta(days=1)
        Token.objects.create(person=person, name="t", digest=digest_of(secret), scope="read", expires_at=end)
        return {"Authorization": f"Bearer {secret}"}

    return give


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that knows one migration more than the database has."""
    known = health.known_migrations() | {("jobs", "9999_later")}
    monkeypatch.setattr(health, "known_migrations", lambda: known)


@pytest.mark.django_db
def test_readyz_says_yes_when_every_table_is_there(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})


@pytest.mark.django_db
@pytest.mark.usefixtures("lacking")
def test_readyz_tells_outsiders_only_that_it_is_not(
    client: Client, signed_in: SignIn, dora: Person, caplog: pytest.LogCaptureFixture
) -> None:
    for answer in (client.get("/readyz"), signed_in(dora).get("/readyz")):
        assert (answer.status_code, answer.json()) == (503, {"ready": False})
        assert answer["Retry-After"]
    (first, *_rest) = [line for line in caplog.records if line.message == "not ready"]
    assert vars(first)["migrations_missing"] == ["jobs 9999_later"]


@pytest.mark.usefixtures("lacking")
def test_readyz_tells_operators_why(
    client: Client, signed_in: SignIn, operator: Person, bearer: Callable[[Person], dict[str, str]]
) -> None:
    why = {"ready": False, "migrations_missing": ["jobs 9999_later"]}
    assert signed_in(operator).get("/readyz").json() == why
    assert client.get("/readyz", headers=bearer(operator)).json() == why


@pytest.mark.django_db
def test_readyz_says_no_while_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_asked: Any) -> Any:
        raise OperationalError("gone")

    monkeypatch.setattr(health, "applied_migrations", away)
    monkeypatch.setattr(health, "person_asking", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


def test_metrics_are_the_operators(
    signed_in: SignIn, operator: Person, bearer: Callable[[Person], dict[str, str]], client: Client
) -> None:
    client.get("/hello")
    by_session = signed_in(operator).get("/metrics")
    assert by_session.status_code == 200
    text = by_session.content.decode()
    for figure in (
        'terreau_requests_total{method="GET",route="hello",status="200"}',
        "terreau_request_seconds_bucket",
        "terreau_sql_statements_total",
        'terreau_jobs{state="waiting"} 0.0',
        'terreau_jobs{state="failed"} 0.0',
        "terreau_jobs_oldest_seconds 0.0",
        "terreau_workers 0.0",
        'terreau_pump_behind{listener="sequencer"} 0.0',
    ):
        assert figure in text
    assert client.get("/metrics", headers=bearer(operator)).status_code == 200


def test_invented_methods_are_one_figure() -> None:
    tally = Tally()
    for number in range(100):
        tally.count(f"INVENTED{number}", "none", 405, 0.001, 0, 0.0)
    tally.count("GET", "none", 200, 0.001, 0, 0.0)
    assert tally.requests == {("other", "none", 405): 100, ("GET", "none", 200): 1}


def test_for_others_there_are_no_metrics(
    signed_in: SignIn, dora: Person, bearer: Callable[[Person], dict[str, str]], client: Client
) -> None:
    assert client.get("/metrics").status_code == 404
    assert signed_in(dora).get("/metrics").status_code == 404
    assert client.get("/metrics", headers=bearer(dora)).status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer terreau_nothing"}).status_code == 404
