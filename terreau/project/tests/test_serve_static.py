"""Static files: hashed ones for ever, compressed where the browser takes it, nothing beside what was collected."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from terreau.project.statics import Statics

HASHED = "ui/app.0123456789ab.css"


@pytest.fixture
def collected(tmp_path: Path, settings: Any) -> Path:
    settings.STATIC_ROOT = tmp_path / "static"
    (tmp_path / "static" / "ui").mkdir(parents=True)
    for name in (HASHED, "ui/app.css", f"{HASHED}.br", f"{HASHED}.gz", ".state"):
        (tmp_path / "static" / name).write_text(name)
    (tmp_path / "secret_key").write_text("secret")
    (tmp_path / "static" / "ui" / "big.woff2").write_bytes(b"x" * 600_000)
    return tmp_path


def ask(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request."""
    said: list[Any] = []
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]

    async def send(message: Any) -> None:
        said.append(message)

    async def scene() -> None:
        statics = Statics()
        await statics.open()
        await statics({"method": method, "path": path, "headers": raw}, send, send)

    asyncio.run(scene())
    found = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return said[0]["status"], found, b"".join(message["body"] for message in said[1:])


def test_a_hashed_file_is_kept_for_ever(collected: Path) -> None:
    status, headers, body = ask(f"/static/{HASHED}")
    assert (status, body) == (200, HASHED.encode())
    assert "immutable" in headers["cache-control"]
    assert headers["content-type"] == "text/css; charset=utf-8"
    assert int(headers["content-length"]) == len(body)


def test_a_file_without_hash_is_asked_for_again(collected: Path) -> None:
    _, headers, _ = ask("/static/ui/app.css")
    assert "immutable" not in headers["cache-control"]
    assert ask("/static/ui/app.css", if_none_match=headers["etag"])[0] == 304


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip"), ("", None), ("identity", None)],
)
def test_the_best_form_the_browser_takes(collected: Path, accepted: str, encoding: str | None) -> None:
    _, headers, body = ask(f"/static/{HASHED}", accept_encoding=accepted)
    assert headers.get("content-encoding") == encoding
    assert int(headers["content-length"]) == len(body)


def test_a_large_file_comes_whole(collected: Path) -> None:
    assert ask("/static/ui/big.woff2")[2] == b"x" * 600_000


@pytest.mark.parametrize(
    "path", ["/static/../secret_key", "/static/%2e%2e/secret_key", "/static/.state", "/static/", "/static/ui"]
)
def test_e14_nothing_else_is_reached(collected: Path, path: str) -> None:
    assert ask(path)[0] == 404


def test_only_reading(collected: Path) -> None:
    assert ask(f"/static/{HASHED}", "POST")[0] == 405
    assert ask(f"/static/{HASHED}", "HEAD")[2] == b""
