"""An open page and its browser’s side, without a server: the application is driven as a server would drive it."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

from django.conf import settings as project
from django.db import connections
from django.test import Client

from terreau.foundation.live.streams import Live


class Still:
    """A watch that never says anything: the tests say when to look."""

    count = 0

    async def changed(self) -> None:
        await asyncio.sleep(3600)

    def close(self) -> None:
        pass


class Page:
    """A browser's side of one stream."""

    def __init__(self, live: Live, browser: Client | None, **headers: str) -> None:
        name = project.SESSION_COOKIE_NAME
        sent = {"cookie": f"{name}={browser.cookies[name].value}"} if browser else {}
        raw = [(key.replace("_", "-").encode(), value.encode()) for key, value in {**sent, **headers}.items()]
        self.scope = {"type": "http", "method": "GET", "path": "/live", "headers": raw}
        self.status, self.text, self.over = 0, "", False
        self.left = asyncio.Event()
        self.task = asyncio.ensure_future(live(self.scope, self.receive, self.send))

    async def receive(self) -> dict[str, Any]:
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self.text += message.get("body", b"").decode()
        self.over = message["type"] == "http.response.body" and not message.get("more_body", False)

    def ids(self) -> list[int]:
        """The numbers of the events received, in order."""
        return [int(number) for number in re.findall(r"id: (\d+)\nevent: nudge", self.text)]

    async def opened(self) -> "Page":
        await until(lambda: self.over or "retry:" in self.text)
        return self


async def until(true: Callable[[], bool]) -> None:
    """Let everything run until it is so; a test that waits for ever fails after ten seconds."""
    async with asyncio.timeout(10):
        while not true():
            await asyncio.sleep(0)


async def done(change: Callable[..., Any], *words: Any) -> Any:
    """Write to the database as another process would: in a thread of its own."""

    def act() -> Any:
        try:
            return change(*words)
        finally:
            connections.close_all()

    return await asyncio.to_thread(act)
