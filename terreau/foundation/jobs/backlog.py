"""How the queue stands, as figures for the doctor and the metrics. No arguments, no people."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.db.models.functions import Now

from terreau.foundation.jobs.models import Job, State, Worker


@dataclass(frozen=True)
class Backlog:
    waiting: int
    running: int
    failed: int
    oldest_due_at: datetime | None


def backlog() -> Backlog:
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
