from argparse import Namespace

import pytest
from django.db.models.functions import Now

from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import commands, queries, queue
from terreau.foundation.jobs.backlog import backlog
from terreau.foundation.jobs.models import Job, State
from terreau.foundation.jobs.tests import tasks

pytestmark = pytest.mark.django_db
VERBS = {command.name: command for command in commands.COMMANDS}


@pytest.fixture
def three() -> list[Job]:
    for word in ("spade", "rake", "hoe"):
        tasks.note.enqueue(word)
    Job.objects.filter(arguments__args__0="rake").update(state=State.FAILED, error="ValueError: no")
    return list(Job.objects.order_by("id"))


def test_an_operator_sees_jobs_newest_first(operator: Person, three: list[Job]) -> None:
    assert list(queries.jobs(operator)) == three[::-1]
    assert list(queries.jobs(operator, state=State.FAILED)) == [three[1]]
    assert list(queries.jobs(operator, before=three[1].pk)) == [three[0]]
    assert queries.counts(operator) == {"waiting": 2, "running": 0, "done": 0, "failed": 1}
    assert queries.job(operator, three[0].key).get() == three[0]


def test_nobody_else_sees_any(alice: Person, three: list[Job]) -> None:
    assert not queries.jobs(alice).exists()
    assert not queries.job(alice, three[0].key).exists()
    assert sum(queries.counts(alice).values()) == 0


def test_the_backlog_counts_without_names(three: list[Job]) -> None:
    stand = backlog()
    assert (stand.waiting, stand.running, stand.failed) == (2, 0, 1)
    assert stand.oldest_due_at is not None


def test_the_command_lists_and_reports(three: list[Job], capsys: pytest.CaptureFixture[str]) -> None:
    assert VERBS["jobs list"].run(Namespace(state="failed", all=False, json=True)) == 0
    said = capsys.readouterr()
    assert '"error": "ValueError: no"' in said.out
    assert "1 of 1" in said.err
    assert VERBS["jobs list"].run(Namespace(state=None, all=True, json=False)) == 0
    assert three[0].key in capsys.readouterr().out


def test_the_command_runs_again_or_says_why_not(three: list[Job]) -> None:
    again = VERBS["jobs run-again"].run
    assert again(Namespace(key=three[1].key)) == 0
    with pytest.raises(commands.Mistake, match="is waiting"):
        again(Namespace(key=three[1].key))
    with pytest.raises(commands.Mistake, match="no such job"):
        again(Namespace(key="nosuch"))


def test_old_jobs_are_purged(three: list[Job]) -> None:
    Job.objects.filter(pk=three[0].pk).update(state=State.DONE, finished_at=Now() - queue.DONE_KEPT * 2)
    Job.objects.filter(pk=three[1].pk).update(finished_at=Now() - queue.FAILED_KEPT / 2)
    assert queue.purge() == 1
    assert list(Job.objects.order_by("id")) == three[1:]
