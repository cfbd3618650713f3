"""R-02: a job outlives its worker. R-34: a job that kills its workers does not live for ever."""

import os
from datetime import timedelta

import pytest
from django.db.models.functions import Now

from terreau.foundation.jobs import queue, workers
from terreau.foundation.jobs.models import Job, State, Worker
from terreau.foundation.jobs.tests import tasks

pytestmark = pytest.mark.django_db
DEAD = 2**22 + 1  # beyond the largest process id


def begun_by(worker: str) -> Job:
    tasks.note.enqueue("spade")
    job = queue.claim("default", worker)
    assert job is not None
    return job


def test_r02_the_job_of_a_process_that_died_here_waits_again() -> None:
    begun_by(f"{workers.place()}:{DEAD}:abc")
    assert workers.reap("me") == 1
    job = Job.objects.get()
    assert (job.state, job.crashes, job.worker) == (State.WAITING, 1, "")


def test_r02_the_job_of_an_earlier_life_of_this_process_waits_again() -> None:
    begun_by(f"{workers.place()}:{os.getpid()}:old")
    assert workers.reap(f"{workers.place()}:{os.getpid()}:new") == 1


def test_the_job_of_a_living_process_is_left_alone() -> None:
    begun_by(f"{workers.place()}:{os.getppid()}:abc")
    begun_by("elsewhere/42:1:abc")
    assert workers.reap("me") == 0


def test_r02_a_silent_worker_elsewhere_loses_its_job() -> None:
    begun_by("elsewhere/42:1:abc")
    Job.objects.update(heartbeat_at=Now() - timedelta(seconds=90))
    assert workers.reap("me") == 1


def test_a_beat_keeps_the_job() -> None:
    job = begun_by("elsewhere/42:1:abc")
    Job.objects.update(heartbeat_at=Now() - timedelta(seconds=90))
    queue.beat([job.pk])
    assert workers.reap("me") == 0


def test_r34_after_three_deaths_it_is_a_dead_letter_with_its_reason() -> None:
    tasks.note.enqueue("spade")
    Job.objects.update(max_attempts=10)
    for _ in range(3):
        Job.objects.update(run_after=Now())
        assert queue.claim("default", f"{workers.place()}:{DEAD}:abc") is not None
        assert workers.reap("me") == 1
    job = Job.objects.get()
    assert (job.state, job.crashes) == (State.FAILED, 3)
    assert "died" in job.error


def test_a_worker_that_ends_gives_back_and_the_try_does_not_count() -> None:
    begun_by("one")
    assert queue.give_back("one") == 1
    job = Job.objects.get()
    assert (job.state, job.attempts) == (State.WAITING, 0)


def test_workers_sign_in_and_are_forgotten_after_a_day() -> None:
    workers.sign_in("old", "all")
    Worker.objects.update(seen_at=Now() - timedelta(days=2))
    workers.stay("new", "all")
    assert list(Worker.objects.values_list("name", flat=True)) == ["new"]
    workers.sign_out("new")
    assert not Worker.objects.exists()
