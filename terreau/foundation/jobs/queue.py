"""The life of a job: claimed, then done, tried again later, given back, or set aside as a dead letter.

Times are the database’s own (`Now()`), so that a node with a wrong clock neither runs early nor declares others dead.
"""

import random
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now

from terreau.foundation.jobs.models import Job, State
from terreau.foundation.text.masking import mask

FIRST_PAUSE, LONGEST_PAUSE = 5, 3600  # seconds before the second try, and at most
CRASHES = 3  # a job that took three workers with it is set aside, however many tries it may have
DONE_KEPT, FAILED_KEPT = timedelta(days=7), timedelta(days=180)
BATCH = 500


def due_lanes() -> set[str]:
    """The lanes in which something may run now."""
    due = Job.objects.filter(state=State.WAITING, run_after__lte=Now())
    return set(due.order_by().values_list("lane", flat=True).distinct())


def claim(lane: str, worker: str) -> Job | None:
    """Take the next due job of a lane for this worker, or None. The try counts from here, whatever becomes of it."""
    with transaction.atomic():
        due = Job.objects.filter(state=State.WAITING, lane=lane, run_after__lte=Now())
        job = due.order_by("run_after", "id").select_for_update(skip_locked=True).first()
        if job is None:
            return None
        job.attempts, job.worker, job.state = job.attempts + 1, worker, State.RUNNING
        taken = {"state": State.RUNNING, "attempts": job.attempts, "worker": worker, "error": ""}
        Job.objects.filter(pk=job.pk).update(started_at=Now(), heartbeat_at=Now(), **taken)
    return job


def finish(job: Job) -> bool:
    """Mark it done; False when it was meanwhile given to somebody else."""
    return bool(mine(job).update(state=State.DONE, finished_at=Now(), error=""))


def fail(job: Job, error: BaseException) -> None:
    """Try again later, each time later than before; after the last try set it aside with the reason."""
    reason = reason_of(error)
    if job.attempts >= job.max_attempts:
        mine(job).update(state=State.FAILED, finished_at=Now(), error=reason)
    else:
        later = Now() + timedelta(seconds=pause_after(job.attempts))
        mine(job).update(state=State.WAITING, run_after=later, worker="", error=reason)


def give_back(worker: str) -> int:
    """At the end of a worker: what it had begun waits for another, and the try does not count."""
    begun = Job.objects.filter(state=State.RUNNING, worker=worker)
    return begun.update(state=State.WAITING, worker="", attempts=F("attempts") - 1, run_after=Now())


def reap(jobs: Iterable[Job]) -> int:
    """Give the jobs of dead workers back to the queue, or set them aside when they killed too many."""
    reaped = 0
    for job in jobs:
        job.crashes += 1
        reason = f"The worker died while running it ({job.crashes} of {CRASHES})."
        if job.crashes >= CRASHES or job.attempts >= job.max_attempts:
            change = {"state": State.FAILED, "finished_at": Now(), "error": reason}
        else:
            later = Now() + timedelta(seconds=random.uniform(0, 2))
            change = {"state": State.WAITING, "run_after": later, "worker": "", "error": reason}
        reaped += mine(job).update(crashes=job.crashes, **change)
    return reaped


def beat(held: list[int]) -> None:
    """Say that these jobs are still being worked on."""
    Job.objects.filter(pk__in=held, state=State.RUNNING).update(heartbeat_at=Now())


def purge() -> int:
    """Delete jobs done a week ago and dead letters of half a year, in short transactions."""
    purged = 0
    for state, kept in ((State.DONE, DONE_KEPT), (State.FAILED, FAILED_KEPT)):
        old = Job.objects.filter(state=state, finished_at__lt=Now() - kept).order_by("id")
        while chunk := list(old.values_list("pk", flat=True)[:BATCH]):
            purged += Job.objects.filter(pk__in=chunk).delete()[0]
    return purged


def drop_dead(key: str) -> bool:
    """Forget a dead letter whose work was asked for anew. False when it is none (any more)."""
    return bool(Job.objects.filter(key=key, state=State.FAILED).delete()[0])


def pause_after(attempts: int) -> float:
    """Seconds before the next try: 5, 20, 80 … up to an hour, a fifth more or less, so that tries spread out."""
    pause = min(float(LONGEST_PAUSE), FIRST_PAUSE * 4.0 ** (attempts - 1))
    return pause * random.uniform(0.8, 1.2)


def reason_of(error: BaseException) -> str:
    """What an error says first, without secrets, short enough for a list."""
    said = str(error).strip().splitlines()[:1] or [""]
    return mask(f"{type(error).__name__}: {said[0]}")[:500].rstrip(": ")


def mine(job: Job) -> QuerySet[Job]:
    """This very try of the job: nobody’s any more once the job was given to another worker."""
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker, attempts=job.attempts)
