from pathlib import Path

import pytest

from terreau.bridges.imports.staging import actions, queries
from terreau.bridges.imports.staging.models import Import
from terreau.bridges.imports.staging.tests.community import archive, nothing_left
from terreau.bridges.imports.staging.tests.test_receive import sent
from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import execution
from terreau.foundation.orgs.models import Mandate


def test_ask_for_a_step_that_a_job_takes(operator: Person, tmp_path: Path) -> None:
    run = actions.receive(operator, kind="slack", file=sent(archive(tmp_path / "a.zip")))
    assert queries.row(operator, run.key).state == "checking"
    execution.work_off(lanes=["slow"])
    assert queries.row(operator, run.key).state == "checked" and nothing_left()
    actions.ask(operator, run=run, step="take")
    assert queries.row(operator, run.key).state == "taking"
    execution.work_off(lanes=["slow"])
    assert queries.row(operator, run.key).state == "staged"


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
