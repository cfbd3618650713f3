"""One app process: pages, live streams, files and static files on one port, in one event loop and a few threads."""

import argparse
import asyncio
import contextlib
import gc
import logging
import os
import resource
import signal
import threading
from collections.abc import Coroutine
from typing import Any

import uvloop
from granian.constants import HTTPModes, Interfaces
from granian.server.embed import Server

from terreau.project.asgi import OnePort

log = logging.getLogger(__name__)
STOP_WITHIN = 2.5  # seconds given to downloads that are under way
CONNECTIONS = 8192


def main() -> None:
    options = read_options()
    raise_file_limit()
    application = OnePort()
    settle_memory()
    uvloop.run(serve(application, options.host, options.port, options.ready))
    application.close()
    leave()


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--ready", type=int, help="file descriptor told once this process answers")
    return parser.parse_args()


async def serve(application: OnePort, host: str, port: int, ready: int | None) -> None:
    """Answer until a signal. Streams are told first: the server ends only after the last of them has."""
    server = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        log_enabled=False,
    )
    loop = asyncio.get_running_loop()
    ending = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ending.set)
    serving = loop.create_task(server.serve())
    await first_of(serving, application.opened.wait())
    if ready is not None and application.opened.is_set():
        os.write(ready, b"1")
    await first_of(serving, ending.wait())
    application.end_streams()
    server.stop()  # type: ignore[no-untyped-call]  # it has no types
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(serving, STOP_WITHIN)


async def first_of(serving: asyncio.Task[None], event: Coroutine[Any, Any, object]) -> None:
    await asyncio.wait({serving, asyncio.ensure_future(event)}, return_when=asyncio.FIRST_COMPLETED)


def raise_file_limit() -> None:
    """A connection is a file descriptor: take as many as the system grants."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def settle_memory() -> None:
    """What is loaded by now stays for ever: keep the collector from reading it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def leave() -> None:
    """End now, even if a thread is still held by a page that does not answer."""
    threading.Timer(1.0, os._exit, args=(0,)).start()
    logging.shutdown()
    os._exit(0)


if __name__ == "__main__":
    main()
