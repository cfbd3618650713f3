"""`GET /live`: server-sent events for an open page. Native ASGI, so that a thousand of them hold no thread."""

import asyncio
import random
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.conf import settings

from terreau.foundation.identity.asgi import header
from terreau.foundation.identity.passes import admitted as admitted_by
from terreau.foundation.live import nudges
from terreau.foundation.live.bus import Bus, Stream, in_thread
from terreau.foundation.live.watch import watch_here

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PER_PERSON = 6
COME_BACK = (1_000, 4_000)  # milliseconds, drawn for each stream: a restart does not bring all back at once
PLAIN = (b"content-type", b"text/plain; charset=utf-8")
STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Live:
    """The ASGI application. `open()` starts its bus; `end()` is called at the signal, before the server's own end."""

    def __init__(self) -> None:
        self.bus = Bus()
        self.running: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self.bus.last, _ = await self.bus.ask(nudges.newest)
        self.running = asyncio.get_running_loop().create_task(self.bus.run(watch_here()))

    def end(self) -> None:
        self.bus.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET" or scope["path"] != "/live":
            return await refuse(send, 405 if scope["path"] == "/live" else 404)
        if self.bus.closing or len(self.bus.all_streams()) >= settings.CONFIGURATION.live_streams:
            return await refuse(send, 503, (b"retry-after", b"10"))
        admitted = await in_thread(self.bus.admitting, admitted_by, scope)
        if admitted is None:
            return await refuse(send, 401)
        if len(self.bus.streams.get(admitted.person_id, ())) >= PER_PERSON:
            return await refuse(send, 429, (b"retry-after", b"30"))
        stream = self.bus.open(admitted)
        leaving = asyncio.get_running_loop().create_task(end_when_gone(receive, stream))
        try:
            await self.speak(stream, last_event_id(scope), send)
        finally:
            leaving.cancel()
            self.bus.forget(stream)

    async def speak(self, stream: Stream, seen: int | None, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        missed = await self.replay(stream, seen)
        hello = f"retry: {random.randint(*COME_BACK)}\nid: {stream.since}\n\n".encode()
        await say(send, missed + hello)
        while piece := await stream.next():
            await say(send, piece)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def replay(self, stream: Stream, seen: int | None) -> bytes:
        """What happened between the last event this page saw and now; nothing it saw is told again."""
        if seen is None or seen == stream.since:
            return b""
        missed = await in_thread(self.bus.admitting, nudges.missed, seen, stream.since, stream.pass_.person_id)
        if missed is None:
            return nudges.reset(stream.since)
        stream.since = max(seen, stream.since)
        return b"".join(sent for _, sent in missed)


async def say(send: Send, piece: bytes) -> None:
    await send({"type": "http.response.body", "body": piece, "more_body": True})


async def end_when_gone(receive: Receive, stream: Stream) -> None:
    """Wait until the browser has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end()


def last_event_id(scope: Scope) -> int | None:
    """The number of the last event the page saw; anything else than a number is none."""
    text = header(scope, b"last-event-id").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


async def refuse(send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
    """An answer of one status and no words; the page that asked is a script."""
    await send({"type": "http.response.start", "status": status, "headers": [PLAIN, *headers]})
    await send({"type": "http.response.body", "body": b""})


application = Live()
