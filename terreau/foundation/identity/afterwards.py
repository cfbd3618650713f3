"""Small writes put off until the answer is out, so that reading a page writes nothing: “seen at”, “read up to”.

`put_off(writer, value)` returns at once. An app process writes what waits each second, in batches; the same value of
the same writer is written once. What is put off must be dispensable: a killed process loses a second of it, and when
more waits than `MOST`, the rest is dropped. Where none runs (tests, the terminal), it waits for `write_all()`.
"""

import logging
import threading
from collections.abc import Callable, Hashable, Sequence

from django.db import DatabaseError, close_old_connections, connections, transaction

log = logging.getLogger(__name__)
BATCH = 500  # values written in one transaction
MOST = 20_000  # values that wait
PAUSE = 1.0  # seconds between two rounds

Writer = Callable[[Sequence[Hashable]], None]


class Afterwards:
    """What waits, by the function that will write it, each value once and in order."""

    def __init__(self) -> None:
        self.waiting: dict[Writer, dict[Hashable, None]] = {}
        self.lock = threading.Lock()
        self.ending = threading.Event()
        self.thread: threading.Thread | None = None

    def put_off(self, writer: Writer, value: Hashable) -> bool:
        """Have `writer` called with a list that holds `value`, soon. False when too much waits already."""
        with self.lock:
            if sum(len(values) for values in self.waiting.values()) >= MOST:
                return False
            self.waiting.setdefault(writer, {})[value] = None
        return True

    def write_all(self) -> int:
        """Write what waits, here and now. Returns how many values were written."""
        with self.lock:
            taken, self.waiting = self.waiting, {}
        written = 0
        for writer, values in taken.items():
            everything = list(values)
            for start in range(0, len(everything), BATCH):
                written += self.write(writer, everything[start : start + BATCH])
        return written

    def write(self, writer: Writer, values: Sequence[Hashable]) -> int:
        """One batch in one transaction; a failure loses this batch and nothing else."""
        try:
            with transaction.atomic():
                writer(values)
        except DatabaseError:
            log.exception("what was put off could not be written")
            return 0
        return len(values)

    def start(self) -> None:
        """From now on, write every second in a thread of its own."""
        self.thread = threading.Thread(target=self.run, name="afterwards", daemon=True)
        self.thread.start()

    def run(self) -> None:
        while not self.ending.wait(PAUSE):
            if self.waiting:
                close_old_connections()
                self.write_all()
        self.write_all()
        connections.close_all()

    def stop(self, within: float) -> None:
        """Write what is left, taking at most `within` seconds."""
        self.ending.set()
        if self.thread:
            self.thread.join(within)


afterwards = Afterwards()
put_off = afterwards.put_off
