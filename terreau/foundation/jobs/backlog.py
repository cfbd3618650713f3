"""How the queue stands, for whoever holds the machine: figures for doctor and metrics, lists for the terminal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Now

from terreau.foundation.jobs.models import Job, Lane, State, Worker

STATES: list[str] = State.values
LANES: list[str] = Lane.values


@dataclass(frozen=True)
class Backlog:
    waiting: int
    running: int
    failed: int
    oldest_due_at: datetime | None


def backlog() -> Backlog:
    """How many jobs wait, run and failed, and since when the oldest has been due."""
    due = Q(state=State.WAITING, run_after__lte=Now())
    figures = Job.objects.exclude(state=State.DONE).aggregate(
        waiting=Count("id", filter=Q(state=State.WAITING)),
        running=Count("id", filter=Q(state=State.RUNNING)),
        failed=Count("id", filter=Q(state=State.FAILED)),
        oldest_due_at=Min("run_after", filter=due),
    )
    return Backlog(**figures)


def living_workers(within: timedelta = timedelta(seconds=60)) -> list[str]:
    """The names of the workers seen lately."""
    return list(Worker.objects.filter(seen_at__gte=Now() - within).values_list("name", flat=True))


def newest(state: str = "") -> QuerySet[Job]:
    """Jobs, the newest first, in one state or in any."""
    found = Job.objects.order_by("-id")
    return found.filter(state=state) if state else found


def find(key: str) -> Job | None:
    return Job.objects.filter(key=key).first()


def by_key(keys: Iterable[str]) -> dict[str, Job]:
    """These jobs, as far as they are still known, by their keys."""
    return {job.key: job for job in Job.objects.filter(key__in=[key for key in keys if key])}


def row_of(job: Job) -> dict[str, object]:
    """One job as the terminal lists it."""
    when = job.finished_at or job.started_at or job.run_after
    return {
        "key": job.key,
        "state": job.state,
        "task": job.task.removeprefix("terreau."),
        "lane": job.lane,
        "attempts": f"{job.attempts}/{job.max_attempts}",
        "when": when.isoformat(timespec="seconds"),
        "error": job.error,
    }
