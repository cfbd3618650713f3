"""A fresh store for each test, things whose visibility the test decides, and requests as the server would send them."""

import asyncio
import io
import json
import sys
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from PIL import Image

from terreau.foundation.identity.models import Person
from terreau.foundation.identity.sessions import SessionStore
from terreau.foundation.storage import download, upload, words
from terreau.foundation.storage.place import folder_at
from terreau.foundation.storage.serve import application
from terreau.foundation.storage.store import Folder


async def here(_: Executor, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """In the test’s own thread and transaction instead of a thread of its own."""
    return await sync_to_async(function, thread_sensitive=True)(*args, **kwargs)


class Queue:
    """The jobs asked for, not run."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def enqueue(self, blob_id: int) -> None:
        self.asked.append(blob_id)


@pytest.fixture(autouse=True)
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    queue = Queue()
    monkeypatch.setattr(words, "read_words", queue)
    return queue


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Folder:
    settings.DATA = tmp_path
    return folder_at(tmp_path / "files")


@pytest.fixture
def in_this_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "in_thread", here)
    monkeypatch.setattr(upload, "in_thread", here)


@dataclass
class Things:
    """Which things of the kinds “post” and “space” each person sees."""

    seen: set[tuple[int, str, int]] = field(default_factory=set)

    def show(self, person: Person, kind: str, thing_id: int) -> None:
        self.seen.add((person.pk, kind, thing_id))

    def hide(self, person: Person, kind: str, thing_id: int) -> None:
        self.seen.discard((person.pk, kind, thing_id))


@pytest.fixture
def things(settings: Any) -> Iterator[Things]:
    things = Things()
    cards = {}
    for kind in ("post", "space", "person"):

        def visible(viewer: Person, ids: Collection[int], kind: str = kind) -> set[int]:
            list(Person.objects.filter(pk__in=ids).values_list("pk"))
            return {one for one in ids if (viewer.pk, kind, one) in things.seen}

        module = ModuleType(f"cards_of_{kind}")
        module.visible = visible
        sys.modules[module.__name__] = module
        cards[kind] = module.__name__
    settings.CARDS = cards
    yield things
    for name in cards.values():
        del sys.modules[name]


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Browser:
    """Asks the ASGI application directly, signed in as `person` or not."""

    person: Person | None = None
    host: str = "127.0.0.1"

    def cookies(self) -> str:
        if self.person is None:
            return ""
        session = SessionStore()
        session[SESSION_KEY] = str(self.person.pk)
        session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[HASH_SESSION_KEY] = self.person.get_session_auth_hash()
        session.save()
        return f"terreau_session={session.session_key}; terreau_csrf={'c' * 32}"

    def get(self, url: str, method: str = "GET", **headers: str) -> Reply:
        return self.ask(method, url, [], headers)

    def post(self, url: str, *pieces: bytes, **headers: str) -> Reply:
        return self.ask("POST", url, list(pieces), {"x_csrftoken": "c" * 32, **headers})

    def ask(self, method: str, url: str, pieces: list[bytes], headers: dict[str, str]) -> Reply:
        path, _, query = url.partition("?")
        sent = {"host": self.host, "cookie": self.cookies(), **headers}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode("latin1")) for name, value in sent.items()],
            "scheme": "http",
            "server": (self.host, 80),
            "client": ("127.0.0.1", 1),
            "http_version": "1.1",
        }
        return Reply(*async_to_sync(conversation)(scope, pieces))


async def conversation(scope: dict[str, Any], pieces: list[bytes]) -> tuple[int, dict[str, str], bytes]:
    """What the server hears of one request: status, headers, body."""
    waiting = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    waiting.append({"type": "http.request", "body": b"", "more_body": False})
    heard: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop(0)
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        heard.append(message)

    await application(scope, receive, send)
    assert not heard[-1].get("more_body"), "the answer was not finished"
    headers = [(name.decode(), value.decode("latin1")) for name, value in heard[0]["headers"]]
    assert len(headers) == len(dict(headers)), "a header was sent twice"
    return heard[0]["status"], dict(headers), b"".join(message.get("body", b"") for message in heard[1:])


@pytest.fixture
def browser(in_this_thread: None) -> Callable[..., Browser]:
    """`browser(alice).get("/files/…")`; `browser()` is a visitor."""
    return Browser


def picture(width: int = 400, height: int = 300, form: str = "JPEG", **options: Any) -> bytes:
    """A picture with something in it, as a file."""
    image = Image.effect_noise((width, height), 60).convert("RGB")
    out = io.BytesIO()
    image.save(out, format=form, **options)
    return out.getvalue()
