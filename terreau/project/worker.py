"""`python -m terreau.project.worker`: pump activities, run due jobs, keep the schedule, give back what the dead left.

The pump runs in the main thread, each lane of jobs in a thread of its own, so that slow work never delays who hears.
`--jobs-only` and `--pump-only` split it over many nodes. Whoever starts it starts it again when a job took it down
(`bin/run`, systemd, the container’s own restart).
"""

import logging
import os
import signal
import sys
import time
from argparse import ArgumentParser
from types import FrameType

import django
from django.db import DatabaseError, InterfaceError, OperationalError, connection, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.project.settings")
django.setup()

from terreau.foundation.activity.pump import news, pump_while  # noqa: E402 - rooms can be read only after the setup
from terreau.foundation.jobs import queue, schedule, workers  # noqa: E402 - the same
from terreau.foundation.jobs.execution import Apart, Heart, lane_threads  # noqa: E402 - the same

log = logging.getLogger("terreau.worker")
LOOK = {"sqlite": 0.05, "postgresql": 0.1}  # seconds between two looks for what is new
DUE, CLOCK = 0.25, 1.0  # seconds between looks for due jobs, and for listeners that rested
UPKEEP, PRESENCE = 3.0, 15.0  # seconds between looks for the dead, and between signs of life
PATIENCE = 1.4  # seconds a running job has to finish when the worker ends


class WorkerProcess:
    """One process; `pumps` and `works` say what it is for."""

    def __init__(self, *, pumps: bool = True, works: bool = True) -> None:
        self.pumps, self.works, self.ending = pumps, works, False
        self.name, self.role = workers.worker_name(), "all" if pumps and works else "pump" if pumps else "jobs"
        self.apart = Apart("terreau.project.one_job")
        self.lanes = lane_threads(self.name, self.apart) if works else []
        self.heart = Heart(self.lanes)
        self.version = -1
        self.next_due = self.next_clock = self.next_upkeep = self.next_presence = 0.0
        self.schedule = schedule.scheduled() if works else []

    def run(self) -> int:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        for thread in (*self.lanes, self.heart):
            thread.start()
        log.info("worker started", extra={"worker": self.name, "role": self.role})
        while not self.ending:
            self.safe_turn()
            time.sleep(LOOK[connection.vendor])
        self.close()
        return 0

    def end(self, number: int, frame: FrameType | None) -> None:
        self.ending = True

    def safe_turn(self) -> None:
        """One turn; when the database is away, wait for it instead of dying."""
        try:
            self.turn()
        except (OperationalError, InterfaceError) as error:
            log.error("the database is away; trying again in a second", extra={"error": queue.reason_of(error)})
            connections.close_all()
            time.sleep(1)

    def turn(self) -> None:
        now = time.monotonic()
        fresh = self.changed()
        if self.pumps and (fresh or now >= self.next_clock):
            self.next_clock = now + CLOCK
            pump_while(lambda: not self.ending)
        if self.works and (fresh or now >= self.next_due):
            self.next_due = now + DUE
            self.wake_lanes()
        if now >= self.next_upkeep:
            self.next_upkeep = now + UPKEEP
            self.keep_up(now)

    def changed(self) -> bool:
        """Was anything committed since the last look? SQLite tells cheaply; PostgreSQL is asked for activities."""
        if connection.vendor != "sqlite":
            return news()
        connection.ensure_connection()
        version = connection.connection.execute("PRAGMA data_version").fetchone()[0]
        before, self.version = self.version, version
        return bool(version != before)

    def wake_lanes(self) -> None:
        due = queue.due_lanes()
        for lane in self.lanes:
            if lane.lane in due:
                lane.wake.set()

    def keep_up(self, now: float) -> None:
        if self.works:
            workers.reap(self.name)
        if now >= self.next_presence:
            self.next_presence = now + PRESENCE
            workers.stay(self.name, self.role)
            schedule.enqueue_due(self.schedule)

    def close(self) -> None:
        """Let short jobs finish, give the others back, sign out. Then leave at once: threads cannot be stopped."""
        for lane in self.lanes:
            lane.end()
        last = time.monotonic() + PATIENCE
        while any(lane.job for lane in self.lanes) and time.monotonic() < last:
            time.sleep(0.02)
        self.apart.end()
        try:
            if connection.vendor == "sqlite":
                connection.cursor().execute("PRAGMA busy_timeout = 300")
            queue.give_back(self.name)
            workers.sign_out(self.name)
        except DatabaseError:
            log.warning("left without giving back; the next worker will find it")
        log.info("worker ended", extra={"worker": self.name})
        logging.shutdown()
        os._exit(0)


def main(arguments: list[str]) -> int:
    parser = ArgumentParser(prog="terreau worker", description=__doc__)
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--jobs-only", action="store_true", help="run jobs and the schedule, do not pump")
    only.add_argument("--pump-only", action="store_true", help="number activities and let listeners hear, run no jobs")
    given = parser.parse_args(arguments)
    return WorkerProcess(pumps=not given.jobs_only, works=not given.pump_only).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
