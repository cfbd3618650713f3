"""The threads of a process that answer pages, taking turns: one quick page at a time does more than four that fight.

Threads of one process share one interpreter, and each look into the database hands it on: four pages at once cost a
third more than the same four one after another, and each of them comes later (docs/performance.md). But a page that
takes long, because it searches or waits for a writer, must hold up nobody: after `PATIENCE` its turn goes to the next
thread, and it ends beside the others.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

PATIENCE = 0.05  # seconds after which the next page no longer waits for this one

Work = tuple["asyncio.Future[Any]", Callable[..., Any], tuple[Any, ...]]


class Turns:
    """`threads` threads of which `turns` work at once, as long as what they do is quick; for one event loop."""

    def __init__(self, threads: int, turns: int = 1, patience: float = PATIENCE) -> None:
        self.queue: SimpleQueue[Work | None] = SimpleQueue()
        self.turn, self.patience, self.watching = threading.Semaphore(turns), patience, False
        self.runners = [Runner(self.queue, self.turn, f"page_{number}") for number in range(threads)]
        for runner in self.runners:
            runner.start()

    def run(self, work: Callable[..., Any], *given: Any) -> "asyncio.Future[Any]":
        """Have `work(*given)` done in a thread, after what came before it."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Any] = loop.create_future()
        self.queue.put((answer, work, given))
        if not self.watching:
            self.watching = True
            loop.call_later(self.patience, self.watch, loop)
        return answer

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let others begin beside whoever takes long; looked at as long as somebody works or waits."""
        late = time.monotonic() - self.patience
        for runner in self.runners:
            runner.give_on(late)
        self.watching = not self.queue.empty() or any(runner.since for runner in self.runners)
        if self.watching:
            loop.call_later(self.patience, self.watch, loop)

    def shut(self) -> None:
        """Take no more work; what is under way ends by itself."""
        self.queue.put(None)


class Runner(threading.Thread):
    """A thread that waits for its turn, and keeps it from one piece of work to the next unless it takes too long."""

    def __init__(self, queue: "SimpleQueue[Work | None]", turn: threading.Semaphore, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.queue, self.turn, self.lock = queue, turn, threading.Lock()
        self.has_turn, self.since = False, 0.0

    def run(self) -> None:
        while True:
            if not self.has_turn:
                self.turn.acquire()
                self.has_turn = True
            work = self.queue.get()
            if work is None:
                self.queue.put(None)  # for the others
                self.turn.release()
                return
            self.since = time.monotonic()
            carry_out(*work)
            with self.lock:
                self.since = 0.0

    def give_on(self, late: float) -> None:
        """Let the next thread have the turn, if this one works on the same piece since before `late`."""
        with self.lock:
            if self.has_turn and 0.0 < self.since < late:
                self.has_turn = False
                self.turn.release()


def carry_out(answer: "asyncio.Future[Any]", work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    """Do it and tell the loop; a failure is told too, and nobody is told who no longer waits."""
    try:
        found, problem = work(*given), None
    except BaseException as raised:
        found, problem = None, raised

    def tell() -> None:
        if answer.done():
            return
        if problem is None:
            answer.set_result(found)
        else:
            answer.set_exception(problem)

    loop = answer.get_loop()
    if not loop.is_closed():
        loop.call_soon_threadsafe(tell)
