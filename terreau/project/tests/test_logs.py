import io
import json
import logging
import logging.config
from collections.abc import Callable, Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from terreau.foundation.identity.doors import open_to_all
from terreau.foundation.text.masking import MASK, mask
from terreau.network.calendar import queries
from terreau.project import logs
from terreau.project.logs import logging_of, plain, without_long_parts
from terreau.project.urls import urlpatterns as real

Lines = Callable[[], list[dict[str, Any]]]


@open_to_all
def ask(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["hunter2hunter2"])
    return HttpResponse("asked")


@open_to_all
def away(request: HttpRequest) -> HttpResponse:
    raise OperationalError("the server closed the connection")


@open_to_all
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("no way to smtp://mailer:s3cr3t@mail.example")


urlpatterns = [path("ask", ask), path("away", away), path("broken", broken), *real]
handler500 = "terreau.project.errors.server_error"
handler404 = "terreau.foundation.ui.views.not_found"
pytestmark = [pytest.mark.urls(__name__)]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    """What was written since the last look, as JSON."""
    written = io.StringIO()
    logging.config.dictConfig(logging_of("INFO", plain=False))
    (handler,) = (one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler)
    handler.setStream(written)
    monkeypatch.setattr(logs, "sys", SimpleNamespace(stderr=written))

    def look() -> list[dict[str, Any]]:
        found = [json.loads(line) for line in written.getvalue().splitlines()]
        written.truncate(written.seek(0))
        return found

    yield look
    logging.config.dictConfig(settings.LOGGING)


@pytest.fixture
def patient(client: Client) -> Client:
    client.raise_request_exception = False
    return client


@pytest.mark.django_db
def test_each_request_is_one_line_with_its_number(client: Client, lines: Lines) -> None:
    first, second = client.get("/ask?token=abc"), client.get("/ask")
    one, two = lines()
    assert one["request_id"] == first["X-Request-Id"] != second["X-Request-Id"]
    assert (one["event"], one["method"], one["path"], one["status"], one["sql"]) == ("request", "GET", "/ask", 200, 1)
    assert datetime.fromisoformat(one["timestamp"]).tzinfo is not None
    assert two["request_id"] == second["X-Request-Id"]


@pytest.mark.django_db
def test_a_slow_statement_is_named_without_its_parameters(client: Client, lines: Lines, settings: Any) -> None:
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"slow_query_ms": 0.000001})
    answer = client.get("/ask")
    slow = lines()[0]
    assert slow["event"] == "slow statement"
    assert slow["sql"] == "SELECT %s"
    assert slow["request_id"] == answer["X-Request-Id"]
    assert "hunter2" not in json.dumps(slow)


def test_zero_logs_no_statement(client: Client, lines: Lines, settings: Any, db: None) -> None:
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"slow_query_ms": 0})
    client.get("/ask")
    assert [line["event"] for line in lines()] == ["request"]


def test_a_failure_shows_its_number_and_hides_its_secrets(patient: Client, lines: Lines) -> None:
    answer = patient.get("/broken")
    assert answer.status_code == 500
    assert answer["X-Request-Id"] in answer.content.decode()
    written = lines()
    assert {line["request_id"] for line in written} == {answer["X-Request-Id"]}
    assert "RuntimeError" in json.dumps(written)
    assert "s3cr3t" not in json.dumps(written)


def test_r04_while_the_database_is_away_the_answer_is_503_and_when_to_come_back(patient: Client) -> None:
    answer = patient.get("/away")
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0


@pytest.mark.django_db
def test_what_was_not_found_is_one_line(patient: Client, lines: Lines) -> None:
    patient.get("/nowhere")
    assert [line["status"] for line in lines()] == [404]


def test_machines_asking_for_health_are_not_written_down(client: Client, lines: Lines) -> None:
    client.get("/healthz")
    assert lines() == []


def test_secrets_in_fields_and_texts_become_dots(lines: Lines) -> None:
    logging.getLogger("t").warning("sent with Bearer abcdefgh123", extra={"password": "x", "url": "redis://u:p@h/0"})
    (line,) = lines()
    assert (line["event"], line["password"], line["url"]) == (f"sent with Bearer {MASK}", MASK, f"redis://u:{MASK}@h/0")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("password=hunter2", f"password={MASK}"),
        ('{"api_key": "abc", "n": 1}', f'{{"api_key": {MASK}, "n": 1}}'),
        ("postgresql://terreau:s3@db/terreau", f"postgresql://terreau:{MASK}@db/terreau"),
        ("Authorization: Basic dXNlcjpwYXNz", f"Authorization: {MASK}"),
        ("a token of esteem", "a token of esteem"),
        ("https://example.org/a:b", "https://example.org/a:b"),
    ],
)
def test_masking(text: str, kept: str) -> None:
    assert mask(text).replace(f"Basic {MASK}", MASK).replace(f"{MASK} {MASK}", MASK) == kept


def test_on_a_terminal_a_path_stays_on_its_line() -> None:
    assert plain("/posts/été") == "/posts/été"
    assert plain("/a\n12:00:00 GET / 200\x1b[2J") == "/a%0A12%3A00%3A00%20GET%20/%20200%1B%5B2J"


def test_keys_in_addresses_become_dots() -> None:
    slug = "/posts/m3x9qa-nouvelle-procedure-de-controle-qualite"
    assert without_long_parts(slug) == slug
    assert without_long_parts("/account/password/reset/key/" + "a" * 40) == f"/account/password/reset/key/{MASK}"
    feed = queries.new_secret()
    assert without_long_parts(f"/calendar/feeds/{feed}.ics") == f"/calendar/feeds/{MASK}"
