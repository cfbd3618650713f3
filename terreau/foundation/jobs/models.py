from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from terreau.foundation.text.keys import new_key


class Lane(models.TextChoices):
    """Each lane has its own thread in every worker, so that nobody waits behind somebody slow."""

    URGENT = "urgent"
    DEFAULT = "default"
    MAIL = "mail"
    SLOW = "slow"


class State(models.TextChoices):
    """`failed` is the dead-letter state: tried often enough, kept with its reason, to be run again by hand."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


def job_key() -> str:
    return new_key(12)


class Job(models.Model):
    """Slow work to be done later: a task and its arguments (ids only, the actor’s among them).

    `attempts` counts at the start of each try, `crashes` how often a worker died while running it.
    """

    key = models.CharField(max_length=16, unique=True, default=job_key)
    task = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    lane = models.CharField(max_length=20, choices=Lane.choices, default=Lane.DEFAULT)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    run_after = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(db_default=Now())
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    max_attempts = models.IntegerField(default=3)
    crashes = models.IntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    heartbeat_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["lane", "run_after", "id"], condition=models.Q(state="waiting"), name="job_waiting"),
            models.Index(fields=["worker"], condition=models.Q(state="running"), name="job_running"),
            models.Index(fields=["state", "-id"], name="job_of_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="running") | ~models.Q(worker=""), name="job_running_has_worker"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.key}"


class Worker(models.Model):
    """A process that runs jobs or the pump, and when it was last seen alive."""

    name = models.CharField(max_length=120, primary_key=True)
    role = models.CharField(max_length=10)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(db_default=Now())


class Round(models.Model):
    """The last time something scheduled was due, so that several workers and restarts run it once."""

    name = models.CharField(max_length=80, primary_key=True)
    due_at = models.DateTimeField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True)
