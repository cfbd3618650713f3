from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from terreau.foundation.jobs.execution import work_off
from terreau.foundation.jobs.models import Job, State
from terreau.foundation.jobs.tests import tasks

pytestmark = pytest.mark.django_db


def test_a_job_runs_once_with_its_arguments() -> None:
    tasks.note.enqueue("spade", actor=7)
    assert work_off() == 1
    assert work_off() == 0
    assert tasks.heard == [("spade", 7)]
    assert Job.objects.get().state == State.DONE


def test_a_transaction_rolled_back_leaves_no_job() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tasks.note.enqueue("spade")
        _ = 1 / 0
    assert not Job.objects.exists()


def test_a_job_for_later_waits() -> None:
    tasks.note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("spade")
    assert work_off() == 0
    assert Job.objects.get().state == State.WAITING


def test_a_task_chooses_its_lane() -> None:
    tasks.hurry.enqueue()
    tasks.look_around.enqueue()
    assert set(Job.objects.values_list("lane", flat=True)) == {"urgent", "slow"}
    assert work_off(lanes=["urgent"]) == 1
    assert tasks.heard == ["hurried"]


def test_the_result_can_be_asked_for() -> None:
    result = tasks.note.enqueue("spade")
    assert result.status == TaskResultStatus.READY
    work_off()
    result.refresh()
    assert result.status == TaskResultStatus.SUCCESSFUL
    with pytest.raises(TaskResultDoesNotExist):
        tasks.note.get_result("nosuchjob")


def test_a_task_may_look_at_its_context() -> None:
    tasks.look_around.enqueue()
    work_off()
    assert tasks.heard == [1]
