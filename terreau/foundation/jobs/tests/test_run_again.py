import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs.actions import run_again
from terreau.foundation.jobs.execution import work_off
from terreau.foundation.jobs.models import Job, State
from terreau.foundation.jobs.tests import tasks


@pytest.fixture
def dead(db: None) -> Job:
    tasks.note.enqueue("spade")
    Job.objects.update(state=State.FAILED, attempts=3, crashes=3, error="no")
    return Job.objects.get()


def test_an_operator_sends_a_dead_letter_back(operator: Person, dead: Job) -> None:
    job = run_again(operator, job=dead)
    assert (job.state, job.attempts, job.crashes, job.error) == (State.WAITING, 0, 0, "")
    assert work_off() == 1
    activity = Activity.objects.get()
    assert (activity.kind, activity.actor_id, activity.thing_id) == ("jobs.run_again", operator.pk, dead.pk)


def test_nobody_else_may(dora: Person, operator: Person, dead: Job) -> None:
    with pytest.raises(Refused):
        run_again(dora, job=dead)
    assert not Activity.objects.exists()
    run_again(operator, job=dead)


def test_only_what_failed_is_run_again(operator: Person, dead: Job) -> None:
    run_again(operator, job=dead)
    with pytest.raises(Refused):
        run_again(operator, job=dead)


def test_the_terminal_may(dead: Job) -> None:
    run_again(None, job=dead)
    assert Activity.objects.get().actor_id is None
