import pytest
from django.db.models.functions import Now

from terreau.foundation.jobs import queue
from terreau.foundation.jobs.execution import work_off
from terreau.foundation.jobs.models import Job, State
from terreau.foundation.jobs.tests import tasks

pytestmark = pytest.mark.django_db


def due_now() -> None:
    Job.objects.update(run_after=Now())


def test_a_failure_is_tried_again_later_then_set_aside_with_its_reason() -> None:
    tasks.stumble.enqueue("spade")
    assert work_off() == 1
    job = Job.objects.get()
    assert (job.state, job.attempts, job.error) == (State.WAITING, 1, "ValueError: no way, spade")
    assert work_off() == 0, "it waits before the next try"
    due_now()
    assert work_off() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 2)
    assert job.finished_at is not None


def test_pauses_grow_up_to_an_hour() -> None:
    pauses = [queue.pause_after(attempt) for attempt in range(1, 9)]
    assert 4 <= pauses[0] <= 6
    assert 16 <= pauses[1] <= 24
    assert all(0.8 * 3600 <= pause <= 1.2 * 3600 for pause in pauses[6:])


def test_the_reason_holds_no_secret() -> None:
    tasks.leak.enqueue()
    work_off()
    error = Job.objects.get().error
    assert "mail.example" in error
    assert "s3cr3t" not in error
    assert "hunter2" not in error


def test_a_task_that_no_longer_exists_becomes_a_dead_letter() -> None:
    Job.objects.create(task="terreau.foundation.jobs.gone.away", arguments={"args": [], "kwargs": {}}, max_attempts=1)
    work_off()
    assert Job.objects.get().state == State.FAILED


def test_a_try_that_was_given_to_another_changes_nothing() -> None:
    tasks.note.enqueue("spade")
    mine = queue.claim("default", "one")
    assert mine is not None
    queue.reap([Job.objects.get()])
    due_now()
    assert queue.claim("default", "two") is not None
    assert not queue.finish(mine)
    queue.fail(mine, ValueError("late"))
    job = Job.objects.get()
    assert (job.state, job.worker, job.error) == (State.RUNNING, "two", "")
