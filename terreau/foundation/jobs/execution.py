"""Running jobs: one at a time in a thread of its own for each lane, with a sign of life while it lasts."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connections
from django_tasks.base import TaskContext

from terreau.foundation.jobs import queue
from terreau.foundation.jobs.backend import result_of, task_of
from terreau.foundation.jobs.models import Job, Lane

log = logging.getLogger(__name__)
BEAT = 5.0  # seconds between signs of life
Runner = Callable[[Job], None]


def run(job: Job, *, suspects: Runner | None = None) -> None:
    """Run one claimed job to its end, good or bad. One that already killed a worker goes to `suspects`, if given."""
    begun = time.monotonic()
    try:
        (suspects if suspects and job.crashes else perform)(job)
    except Exception as error:
        log.warning("job failed", extra={"job": job.key, "task": job.task, "error": queue.reason_of(error)})
        queue.fail(job, error)
    else:
        seconds = round(time.monotonic() - begun, 3)
        log.info("job done", extra={"job": job.key, "task": job.task, "seconds": seconds})
        queue.finish(job)


def perform(job: Job) -> None:
    """Call the task with its arguments, here and now."""
    task = task_of(job)
    arguments = job.arguments
    context = [TaskContext(task_result=result_of(job, task))] if task.takes_context else []
    task.call(*context, *arguments["args"], **arguments["kwargs"])


def perform_key(key: str) -> None:
    """Perform the job of this key, already claimed by somebody who looks after it."""
    perform(Job.objects.get(key=key))


class Apart:
    """Performs jobs in processes of their own (`python -m module KEY`), so that a crash harms nobody else."""

    def __init__(self, module: str) -> None:
        self.module, self.children = module, set[subprocess.Popen[str]]()

    def __call__(self, job: Job) -> None:
        command = [sys.executable, "-P", "-m", self.module, job.key]
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.children.add(child)
        try:
            _, said = child.communicate()
        finally:
            self.children.discard(child)
        if child.returncode < 0:
            raise RuntimeError(f"Its process died by signal {-child.returncode}.")
        if child.returncode > 0:
            raise RuntimeError((said.strip().splitlines() or ["Its process failed."])[-1])

    def end(self) -> None:
        for child in list(self.children):
            child.kill()


def work_off(*, lanes: list[str] | None = None, worker: str = "here") -> int:
    """Run all that is due, in this thread. For tests and commands. Returns how many jobs ran."""
    count = 0
    for lane in lanes or Lane.values:
        while job := queue.claim(lane, worker):
            run(job)
            count += 1
    return count


class LaneThread(threading.Thread):
    """Works off one lane whenever woken; keeps no connection while it has nothing to do."""

    def __init__(self, lane: str, worker: str, *, suspects: Runner | None = None) -> None:
        super().__init__(name=f"jobs-{lane}", daemon=True)
        self.lane, self.worker, self.suspects = lane, worker, suspects
        self.wake, self.ending = threading.Event(), False
        self.job: Job | None = None

    def run(self) -> None:
        while not self.ending:
            self.wake.wait()
            self.wake.clear()
            try:
                self.work_off()
            except Exception:
                log.exception("a lane stumbled", extra={"lane": self.lane})
            finally:
                self.job = None
                connections.close_all()

    def work_off(self) -> None:
        while not self.ending:
            self.job = queue.claim(self.lane, self.worker)
            if self.job is None:
                return
            run(self.job, suspects=self.suspects)
            close_old_connections()

    def end(self) -> None:
        self.ending = True
        self.wake.set()


def lane_threads(worker: str, suspects: Runner) -> list[LaneThread]:
    """One thread for each lane, not yet started."""
    return [LaneThread(lane, worker, suspects=suspects) for lane in Lane.values]


class Heart(threading.Thread):
    """The sign of life of the jobs that are running, beside whatever they do."""

    def __init__(self, lanes: list[LaneThread]) -> None:
        super().__init__(name="jobs-heart", daemon=True)
        self.lanes, self.ending = lanes, threading.Event()

    def run(self) -> None:
        while not self.ending.wait(BEAT):
            held = [job.pk for lane in self.lanes if (job := lane.job)]
            if not held:
                continue
            try:
                queue.beat(held)
            except DatabaseError:
                log.warning("no sign of life could be given", exc_info=True)
            finally:
                connections.close_all()
