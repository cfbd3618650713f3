"""One port: decides for each request who answers it: pages, live streams, files or static files."""

import asyncio
from typing import Any, Protocol

from django.conf import settings
from django.template import engines
from django.urls import get_resolver
from django.utils import translation
from django.utils.module_loading import import_string

from terreau.foundation.identity.addresses import arrived, host_allowed
from terreau.foundation.identity.afterwards import afterwards
from terreau.foundation.storage.apart import files_host
from terreau.project.pages import Pages, Receive, Scope, Send, answer_shortly
from terreau.project.together import Keeper

LAST_WRITES = 0.8  # seconds at the end of the process for what was put off


class Answering(Protocol):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...


class OnePort:
    """The ASGI application of an app process. Must be made in the main thread; `opened` is set once it may be asked."""

    def __init__(self) -> None:
        configuration = settings.CONFIGURATION
        # Two pages at once where the database is a process apart: one waits for it while the other works.
        turns = 2 if configuration.database_url else 1
        self.pages = Pages(configuration.page_threads, (configuration.upload_limit_mb + 1) * 2**20, turns)
        self.native: dict[str, Answering] = {
            first: import_string(dotted) for first, dotted in settings.NATIVE_ROUTES.items()
        }
        # By its name, like the native rooms: it counts rows, which can be read only after the setup.
        self.keeper: Keeper = import_string("terreau.project.metrics.KEEPER")
        self.files_host = files_host() or None
        self.opened = asyncio.Event()
        warm_up()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.live(receive, send)
        arrived(scope)
        if not host_allowed(host_of(scope)):
            return await answer_shortly(send, 400)
        first = scope["path"].split("/", 2)[1] if "/" in scope["path"] else ""
        if first != "files" and host_of(scope) == self.files_host:
            return await answer_shortly(send, 404)
        await self.native.get(first, self.pages)(scope, receive, send)

    async def live(self, receive: Receive, send: Send) -> None:
        """The process's own life: native rooms open when it starts and close when it ends."""
        await receive()
        for room in self.native.values():
            await call(room, "open")
        afterwards.start()
        self.keeper.start()
        await send({"type": "lifespan.startup.complete"})
        self.opened.set()
        await receive()
        await send({"type": "lifespan.shutdown.complete"})

    def end_streams(self) -> None:
        """Called at the signal itself: the server announces its end only after the last stream has ended."""
        for room in self.native.values():
            end = getattr(room, "end", None)
            if end:
                end()

    def close(self) -> None:
        """After the last answer: what was put off is done now."""
        self.pages.shut()
        afterwards.stop(LAST_WRITES)
        self.keeper.end()


def warm_up() -> None:
    """Load now what the first request of each kind would load: views, templates’ engines, catalogues."""
    list(get_resolver().url_patterns)
    engines.all()
    for code, _ in settings.LANGUAGES:
        with translation.override(code):
            translation.gettext("")


async def call(room: Any, name: str) -> None:
    method = getattr(room, name, None)
    if method:
        await method()


def host_of(scope: Scope) -> str:
    """The Host header; two of them are nobody's."""
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    return hosts[0].decode("latin1").lower() if len(hosts) == 1 else ""
