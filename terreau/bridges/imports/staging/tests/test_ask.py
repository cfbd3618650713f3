from pathlib import Path

import pytest
from django.utils import translation

from terreau.bridges.imports.staging import actions, queries
from terreau.bridges.imports.staging.models import Import
from terreau.bridges.imports.staging.tests.community import archive, nothing_left
from terreau.bridges.imports.staging.tests.test_receive import sent
from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import execution
from terreau.foundation.jobs.models import Job
from terreau.foundation.orgs.models import Mandate
from terreau.foundation.storage import actions as storage


def test_ask_for_a_step_that_a_job_takes(operator: Person, tmp_path: Path) -> None:
    run = actions.receive(operator, kind="slack", file=sent(archive(tmp_path / "a.zip")))
    assert queries.row(operator, run.key).state == "checking"
    execution.work_off(lanes=["slow"])
    assert queries.row(operator, run.key).state == "checked" and nothing_left()
    actions.ask(operator, run=run, step="take")
    assert queries.row(operator, run.key).state == "taking"
    execution.work_off(lanes=["slow"])
    assert queries.row(operator, run.key).state == "staged"


def test_ask_twice_begins_one_step(operator: Person, tmp_path: Path) -> None:
    run = actions.receive(operator, kind="slack", file=sent(archive(tmp_path / "a.zip")))
    execution.work_off(lanes=["slow"])
    before = Job.objects.filter(task__endswith="do_step").count()
    actions.ask(operator, run=run, step="take")
    actions.ask(operator, run=run, step="undo")
    assert Job.objects.filter(task__endswith="do_step").count() == before + 1
    assert Activity.objects.filter(kind="imports.asked").count() == 1
    assert queries.row(operator, run.key).state == "taking"


@pytest.mark.parametrize("step", ["check", "take", "undo"])
def test_ask_again_after_a_failure_leaves_no_word_of_it(operator: Person, tmp_path: Path, step: str) -> None:
    run = actions.receive(operator, kind="slack", file=sent(archive(tmp_path / "a.zip")))
    execution.work_off(lanes=["slow"])
    Import.objects.update(failure="the disk was full", report={"asked": step})
    assert queries.row(operator, run.key).state == "failed"
    actions.do_step.call(run.pk, operator.pk, step)
    run.refresh_from_db()
    assert not run.failure and not run.report["asked"]


def test_ask_for_what_is_no_longer_kept_is_told_in_the_language_of_the_page(operator: Person, tmp_path: Path) -> None:
    run = actions.receive(operator, kind="slack", file=sent(archive(tmp_path / "a.zip")))
    execution.work_off(lanes=["slow"])
    storage.detach(operator, None, run)
    Import.objects.update(report={"asked": "take"})
    with pytest.raises(FileNotFoundError):
        actions.do_step.call(run.pk, operator.pk, "take")
    with translation.override("fr"):
        assert queries.row(operator, run.key).failure.startswith("L’export")


def test_ask_does_nothing_once_the_right_is_gone(operator: Person, tmp_path: Path) -> None:
    run = actions.receive(operator, kind="slack", file=sent(archive(tmp_path / "a.zip")))
    actions.ask(operator, run=run, step="take")
    Mandate.objects.all().delete()
    execution.work_off(lanes=["slow"])
    assert nothing_left() and Import.objects.get().failure


def test_ask_is_for_administrators(alice: Person, operator: Person, tmp_path: Path) -> None:
    run = actions.receive(operator, kind="slack", file=sent(archive(tmp_path / "a.zip")))
    with pytest.raises(Refused):
        actions.ask(alice, run=run, step="take")
