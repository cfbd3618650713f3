"""The synchronous Django application: every page and API answer that is not a stream or a file.

`Pages` carries it in the ASGI process. A request is read whole before a thread takes it up, so that a slow sender
holds no thread; an answer leaves the thread whole, so that a slow reader holds none either.
"""

import asyncio
import io
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from django.core.wsgi import get_wsgi_application

from terreau.project.compression import compressed
from terreau.project.turns import Turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.project.settings")
application = get_wsgi_application()

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

IN_MEMORY = 1_000_000  # bytes of a request's body kept in memory; the rest goes to a file
SLOWEST_BODY = 120.0  # seconds a sender may take
LONG_ANSWERS = 2  # threads for answers made piece by piece


class TooLarge(Exception):
    pass


class Pages:
    """Django’s WSGI application as an ASGI one, answering from `threads` threads. Bodies beyond `limit` bytes: 413."""

    def __init__(self, threads: int, limit: int, turns: int = 1) -> None:
        self.limit, self.threads = limit, Turns(threads, turns)
        self.long = ThreadPoolExecutor(LONG_ANSWERS, thread_name_prefix="long")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            body = await body_of(scope, receive, self.limit)
        except TooLarge:
            return await answer_shortly(send, 413)
        except (TimeoutError, ConnectionError):
            return await answer_shortly(send, 408)
        status, headers, answer = await self.threads.run(respond, environ_of(scope, body))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        if isinstance(answer, bytes):
            return await send({"type": "http.response.body", "body": answer})
        await self.send_long(answer, send)

    async def send_long(self, answer: Iterable[bytes], send: Send) -> None:
        """An export of any size: one piece in memory at a time, made in a thread that no page waits for."""
        loop, pieces = asyncio.get_running_loop(), iter(answer)
        try:
            while (piece := await loop.run_in_executor(self.long, next, pieces, None)) is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        finally:
            await loop.run_in_executor(self.long, close, answer)
        await send({"type": "http.response.body", "body": b""})

    def shut(self) -> None:
        self.threads.shut()
        self.long.shutdown(wait=False, cancel_futures=True)


async def body_of(scope: Scope, receive: Receive, limit: int) -> IO[bytes]:
    """The whole body, if it comes in time. A request that only reads has none."""
    if scope["method"] in ("GET", "HEAD"):
        return io.BytesIO()
    async with asyncio.timeout(SLOWEST_BODY):
        return await read_body(receive, limit)


async def read_body(receive: Receive, limit: int) -> IO[bytes]:
    """As much as comes, in memory as long as it is small."""
    body = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - `respond` closes it
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionError
        body.write(message.get("body", b""))
        if body.tell() > limit:
            raise TooLarge
        if not message.get("more_body"):
            body.seek(0)
            return body


async def answer_shortly(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"0"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def environ_of(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """The WSGI description (PEP 3333) of an ASGI request."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client") or ("", 0)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "REMOTE_ADDR": client[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw, value in scope["headers"]:
        if b"_" in raw:
            continue  # `X_Forwarded_For` would pass for the header with dashes, which only our proxies may send
        name = raw.decode("latin1").upper().replace("-", "_")
        key = name if name in ("CONTENT_LENGTH", "CONTENT_TYPE") else f"HTTP_{name}"
        text = value.decode("latin1")
        joiner = "; " if name == "COOKIE" else ","
        environ[key] = f"{environ[key]}{joiner}{text}" if key in environ else text
    return environ


def respond(environ: dict[str, Any]) -> tuple[int, Headers, bytes | Iterable[bytes]]:
    """Status, headers and body of the page, run in a page thread."""
    started: list[tuple[int, Headers]] = []

    def start(status: str, headers: list[tuple[str, str]], failure: Any = None, /) -> Callable[[bytes], object]:
        made = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers]
        started.append((int(status[:3]), made))
        return no_writing

    answer = application(environ, start)
    status, headers = started[-1]
    if getattr(answer, "streaming", False):
        return status, headers, answer
    try:
        return status, *compressed(environ.get("HTTP_ACCEPT_ENCODING", ""), headers, b"".join(answer))
    finally:
        close(answer)
        environ["wsgi.input"].close()


def no_writing(piece: bytes) -> object:
    raise TypeError("Django answers with an iterable")


def close(answer: object) -> None:
    shut = getattr(answer, "close", None)
    if shut:
        shut()
