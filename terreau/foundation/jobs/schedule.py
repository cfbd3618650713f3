"""What runs again and again: a list in `project/schedule.py`, the last rounds in the database.

Several workers, restarts and clocks that differ make one job of each round, never two.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import Task

from terreau.foundation.jobs.models import Job, Round, State


@dataclass(frozen=True)
class Every:
    """One task, again and again: every so many hours and minutes, or each day `at` a time in UTC."""

    name: str
    task: Task[[], None]
    hours: int = 0
    minutes: int = 0
    at: time | None = None

    def __post_init__(self) -> None:
        if (self.at is None) == (self.hours == 0 and self.minutes == 0):
            raise ValueError(f"{self.name}: give hours and minutes, or a time of day, and one of the two")

    def round_of(self, now: datetime) -> datetime:
        """The moment at which the round that holds `now` was due."""
        if self.at is not None:
            today = datetime.combine(now.astimezone(UTC).date(), self.at, UTC)
            return today if today <= now else today - timedelta(days=1)
        length = timedelta(hours=self.hours, minutes=self.minutes)
        return now - (now - datetime(2000, 1, 1, tzinfo=UTC)) % length


def scheduled() -> list[Every]:
    """The network’s schedule, as `settings.SCHEDULE` names it."""
    return list(import_string(settings.SCHEDULE)) if settings.SCHEDULE else []


def enqueue_due(schedule: list[Every]) -> list[str]:
    """Enqueue what has become due since the last round. Returns the names. A new name waits for its next round."""
    now = database_now()
    last = dict(Round.objects.values_list("name", "due_at"))
    begun = []
    for every in schedule:
        if every.name not in last:
            Round.objects.bulk_create([Round(name=every.name, due_at=every.round_of(now))], ignore_conflicts=True)
        elif last[every.name] < every.round_of(now) and begin(every, every.round_of(now)):
            begun.append(every.name)
    return begun


def begin(every: Every, due_at: datetime) -> bool:
    """Make the job of one round, unless another worker did, or the job of the round before is not over."""
    with transaction.atomic():
        waiting = Round.objects.filter(name=every.name, due_at__lt=due_at)
        round_ = waiting.select_for_update(skip_locked=True).first()
        if round_ is None or unfinished(round_):
            return False
        made = every.task.enqueue()
        job = Job.objects.get(key=made.id)
        Round.objects.filter(pk=every.name).update(due_at=due_at, job=job)
    return True


def unfinished(round_: Round) -> bool:
    """Is the job of the round before still waiting or running?"""
    waiting = Job.objects.filter(round=round_, state__in=[State.WAITING, State.RUNNING])
    return waiting.exists()


def database_now() -> datetime:
    """The database’s clock, which all nodes share; on SQLite the machine’s own."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
