import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from terreau.foundation.live import nudges
from terreau.foundation.live.streams import Live
from terreau.foundation.live.tests.driving import until


@pytest.fixture(autouse=True)
def nobody_is_waited_for(settings: Any) -> None:
    """These tests number activities without letting listeners hear; who waits for listeners says so itself."""
    settings.LIVE_AFTER = []


@pytest.fixture
def play() -> Iterator[Callable[[Callable[[Live], Awaitable[None]]], None]]:
    """Run one scene on a bus that looks when it is told to."""

    async def scene(story: Callable[[Live], Awaitable[None]]) -> None:
        live = Live()
        live.bus.last, _ = await live.bus.ask(nudges.newest)
        try:
            await story(live)
        finally:
            live.end()
            await until(lambda: not live.bus.streams)
            await asyncio.to_thread(live.bus.shut)

    yield lambda story: asyncio.run(scene(story))
