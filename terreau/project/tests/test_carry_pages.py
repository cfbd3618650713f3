"""Pages through the port: requests arrive whole, answers leave whole, however slow the other side is."""

import asyncio
import io
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from terreau.project import pages
from terreau.project.pages import Pages

Messages = list[dict[str, Any]]


def ask(
    asked: Pages, *, method: str = "GET", body: list[bytes] | None = None, leaves: bool = False, **headers: str
) -> Messages:
    """What is sent to a client that asks for /hello with this body, piece by piece."""
    said: Messages = []
    pieces = [*(body or [b""])]
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {
        "type": "http", "method": method, "path": "/hello", "query_string": b"a=1", "http_version": "1.1",
        "headers": [(b"host", b"127.0.0.1"), *raw], "client": ("192.0.2.1", 1), "server": ("127.0.0.1", 80),
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        if not pieces:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces) or leaves}

    async def send(message: Any) -> None:
        said.append(message)

    asyncio.run(asked(scope, receive, send))
    return said


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """Pages that answer what they were sent; the requests they saw."""
    seen: list[dict[str, Any]] = []

    def application(environ: dict[str, Any], start: Any) -> list[bytes]:
        seen.append({**environ, "thread": threading.current_thread().name, "body": environ["wsgi.input"].read()})
        start("201 Created", [("Content-Type", "text/plain"), ("X-Name", "é")])
        return [seen[-1]["body"] or b"nothing"]

    monkeypatch.setattr(pages, "application", application)
    yield seen


def test_a_body_arrives_whole_in_a_page_thread(answering: list[dict[str, Any]]) -> None:
    said = ask(Pages(1, 1000), method="POST", body=[b"one ", b"two"], content_type="text/plain", x_twice="a")
    assert [message["type"] for message in said] == ["http.response.start", "http.response.body"]
    assert (said[0]["status"], said[1]["body"]) == (201, b"one two")
    assert said[0]["headers"] == [(b"content-type", b"text/plain"), (b"x-name", b"\xe9")]
    assert answering[0]["thread"].startswith("page")
    assert answering[0]["REMOTE_ADDR"] == "192.0.2.1"
    assert (answering[0]["CONTENT_TYPE"], answering[0]["HTTP_X_TWICE"]) == ("text/plain", "a")


def test_a_header_that_would_pass_for_another_is_nobody_s(answering: list[dict[str, Any]]) -> None:
    scope = {
        "method": "GET", "path": "/", "query_string": b"", "http_version": "1.1",
        "headers": [(b"x_forwarded_for", b"192.0.2.7"), (b"x-request", b"1")], "client": None, "server": None,
    }  # fmt: skip
    environ = pages.environ_of(scope, io.BytesIO())
    assert "HTTP_X_FORWARDED_FOR" not in environ and environ["HTTP_X_REQUEST"] == "1"


def test_a_body_that_is_too_large_reaches_no_page(answering: list[dict[str, Any]]) -> None:
    said = ask(Pages(1, 5), method="POST", body=[b"one ", b"two", b"three"])
    assert said[0]["status"] == 413
    assert answering == []


def test_a_sender_that_leaves_reaches_no_page(answering: list[dict[str, Any]]) -> None:
    said = ask(Pages(1, 100), method="POST", body=[b"half"], leaves=True)
    assert said[0]["status"] == 408
    assert answering == []


def test_a_sender_that_takes_for_ever_is_let_go(
    answering: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "SLOWEST_BODY", 0.01)

    async def never() -> dict[str, Any]:
        await asyncio.sleep(3600)
        return {}

    said: Messages = []

    async def send(message: Any) -> None:
        said.append(message)

    asyncio.run(Pages(1, 100)({"method": "POST", "headers": []}, never, send))
    assert said[0]["status"] == 408


def test_a_long_answer_is_made_piece_by_piece_in_another_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[str] = []

    class Long:
        streaming = True

        def __iter__(self) -> Iterator[bytes]:
            for piece in (b"one", b"two"):
                threads.append(threading.current_thread().name)
                yield piece

        def close(self) -> None:
            threads.append("closed")

    def application(environ: dict[str, Any], start: Any) -> Long:
        start("200 OK", [])
        return Long()

    monkeypatch.setattr(pages, "application", application)
    said = ask(Pages(1, 100))
    assert [message.get("body") for message in said[1:]] == [b"one", b"two", b""]
    assert [message.get("more_body", False) for message in said[1:]] == [True, True, False]
    assert threads[-1] == "closed" and all(name.startswith("long") for name in threads[:-1])
