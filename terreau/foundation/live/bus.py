"""The bus of one process: it notices what is new, asks who may know, and hands each open stream its events."""

import asyncio
import logging
import random
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections, connections
from django.utils import timezone
from prometheus_client import Gauge

from terreau.foundation.identity import passes
from terreau.foundation.identity.passes import Pass
from terreau.foundation.live import nudges
from terreau.foundation.live.nudges import BATCH, Event
from terreau.foundation.live.watch import Watch

log = logging.getLogger(__name__)
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

OPEN = Gauge("terreau_streams_open", "Open pages that this process keeps up to date")
KEEP_ALIVE = 15.0  # seconds of silence before a comment: proxies and dead sockets
LIFE = 3600.0  # a stream ends after an hour; the browser comes back with Last-Event-ID
TICK = 0.5  # seconds between two looks at passes, silences and lives
UNHEARD = 1_000  # events waiting for a reader that does not read
PATIENCE = 1.0  # seconds that a slow listener may hold back the news
STUBBORN = 1.0  # seconds after which a stream that does not end is cut
AFTER_FAILURE = 0.5
STILL_HERE = b": still here\n\n"


class Stream:
    """One open page. `next()` gives what to send, and nothing once the stream has ended."""

    def __init__(self, admitted: Pass, since: int) -> None:
        self.pass_, self.since = admitted, since
        self.born = self.spoke = time.monotonic()
        self.ended: float | None = None
        self.life = LIFE * random.uniform(0.9, 1.0)
        self.waiting: list[bytes] = []
        self.wake = asyncio.Event()
        self.task = asyncio.current_task()

    def tell(self, events: list[Event]) -> None:
        """Let these wait to be sent, but for those that the page has seen."""
        self.say([sent for seq, sent in events if seq > self.since])

    def say(self, pieces: list[bytes]) -> None:
        self.waiting += pieces
        self.wake.set()
        if len(self.waiting) > UNHEARD:
            self.end()

    def end(self) -> None:
        if self.ended is None:
            self.ended = time.monotonic()
            self.wake.set()

    async def next(self) -> bytes:
        """Everything that waits, as one piece; empty at the end of the stream."""
        while not self.waiting and self.ended is None:
            await self.wake.wait()
            self.wake.clear()
        piece, self.waiting = b"" if self.ended else b"".join(self.waiting), []
        self.spoke = time.monotonic()
        return piece

    def tick(self, now: float) -> None:
        if self.ended is not None:
            if now - self.ended > STUBBORN and self.task:
                self.task.cancel()
        elif now - self.born > self.life:
            self.end()
        elif now - self.spoke > KEEP_ALIVE and not self.waiting:
            self.say([STILL_HERE])


class Bus:
    """`run()` lives as long as the process. `last` is the number up to which open streams have been told."""

    def __init__(self) -> None:
        self.last = 0
        self.streams: dict[int, set[Stream]] = {}
        self.closing = False
        self.asking = ThreadPoolExecutor(1, thread_name_prefix="live")
        self.admitting = ThreadPoolExecutor(1, thread_name_prefix="live-in")
        self.held_since: float | None = None
        self.checked = 0

    def open(self, admitted: Pass) -> Stream:
        stream = Stream(admitted, self.last)
        self.streams.setdefault(admitted.person_id, set()).add(stream)
        OPEN.inc()
        self.checked = -1
        return stream

    def forget(self, stream: Stream) -> None:
        theirs = self.streams.get(stream.pass_.person_id, set())
        if stream in theirs:
            theirs.discard(stream)
            OPEN.dec()
        if not theirs:
            self.streams.pop(stream.pass_.person_id, None)

    def all_streams(self) -> list[Stream]:
        return [stream for theirs in self.streams.values() for stream in theirs]

    def close(self) -> None:
        self.closing = True
        for stream in self.all_streams():
            stream.end()

    def shut(self) -> None:
        """Give back the threads and their connections, once every stream has ended."""
        for pool in (self.asking, self.admitting):
            pool.submit(connections.close_all)
            pool.shutdown(wait=True)

    async def run(self, watch: Watch) -> None:
        """Look whenever something was written, and tick, until the bus closes."""
        ticking = asyncio.get_running_loop().create_task(self.forever(lambda: self.tick(watch)))
        try:
            await self.forever(lambda: self.look(watch))
        finally:
            ticking.cancel()
            watch.close()

    async def forever(self, step: Callable[[], Awaitable[None]]) -> None:
        """A database that is away for a while ends no stream: the next look makes up for it."""
        failing = False
        while not self.closing:
            try:
                await step()
                failing = False
            except Exception:
                if not failing:
                    log.exception("live: the database did not answer; trying again until it does")
                failing = True
                await asyncio.sleep(AFTER_FAILURE)

    async def look(self, watch: Watch) -> None:
        await watch.changed()
        await self.catch_up()

    async def catch_up(self) -> None:
        """Tell every open stream what has happened since the last time, and may be known by its person now."""
        head, heard = await self.ask(nudges.newest)
        upto = self.patient(head, heard)
        while upto > self.last:
            await self.tell_upto(min(upto, self.last + BATCH) if self.streams else upto)

    def patient(self, head: int, heard: int) -> int:
        """How far to tell now: as far as the listeners have heard; further if they keep the news waiting too long."""
        if heard > self.last or head <= self.last:
            self.held_since = None
            return heard
        self.held_since = self.held_since or time.monotonic()
        return head if time.monotonic() - self.held_since > PATIENCE else heard

    async def tell_upto(self, upto: int) -> None:
        """Numbers have no gaps, so a page that opens meanwhile knows what it has to catch up with by itself."""
        before, self.last = self.last, upto
        if not self.streams:
            return
        try:
            events = await self.ask(gather, before, upto, set(self.streams))
        except Exception:
            self.last = before
            raise
        for person, theirs in events.items():
            for stream in self.streams.get(person, ()):
                stream.tell(theirs)

    async def tick(self, watch: Watch) -> None:
        await asyncio.sleep(TICK)
        now, today = time.monotonic(), timezone.now()
        for stream in self.all_streams():
            if stream.pass_.until <= today:
                stream.end()
            stream.tick(now)
        if self.streams and watch.count != self.checked:
            self.checked = watch.count
            await self.check_passes()

    async def check_passes(self) -> None:
        """End the streams of those who lost their session, their token or their account."""
        shown = {stream.pass_ for stream in self.all_streams()}
        lost = shown - await self.ask(passes.still_valid, shown)
        for stream in self.all_streams():
            if stream.pass_ in lost:
                stream.end()

    async def ask(
        self, question: Callable[Arguments, Answer], *words: Arguments.args, **more: Arguments.kwargs
    ) -> Answer:
        """Ask the database, in the one thread of this bus."""
        return await in_thread(self.asking, question, *words, **more)


async def in_thread(
    pool: ThreadPoolExecutor,
    question: Callable[Arguments, Answer],
    *words: Arguments.args,
    **more: Arguments.kwargs,
) -> Answer:
    """The answer to `question(*words)`, asked in a thread of `pool` with a database connection that works."""

    def asked() -> Answer:
        close_old_connections()
        return question(*words, **more)

    return await asyncio.get_running_loop().run_in_executor(pool, asked)


def gather(after: int, upto: int, among: set[int]) -> dict[int, list[Event]]:
    """What to tell whom of one batch."""
    return nudges.events_for(nudges.between(after, upto), among)
