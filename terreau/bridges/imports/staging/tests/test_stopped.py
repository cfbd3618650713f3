"""A step that died says so, to whoever looks: why, where, what is in so far, and how to go on."""

from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from terreau.bridges.imports.staging import actions, queries
from terreau.bridges.imports.staging.models import Import
from terreau.bridges.imports.staging.tests.community import archive, here
from terreau.bridges.imports.staging.tests.test_commands import run as command
from terreau.bridges.imports.staging.tests.test_receive import sent
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import execution, queue
from terreau.foundation.jobs.models import Job


@pytest.fixture
def run(operator: Person, tmp_path: Path) -> Import:
    """Handed in and looked at."""
    made = actions.receive(operator, kind="slack", file=sent(archive(tmp_path / "a.zip")))
    execution.work_off(lanes=["slow"])
    return Import.objects.get(pk=made.pk)


def dies(monkeypatch: pytest.MonkeyPatch, *, times: int = 3) -> None:
    """The process that takes the next step is killed in its middle, so many times."""
    monkeypatch.setattr("terreau.bridges.imports.staging.taking.ROWS", 6)
    step, original = actions.do_step, actions.Taking._write
    for _round in range(times):
        Job.objects.filter(state="waiting").update(run_after="2020-01-01T00:00Z")
        job = queue.claim("slow", "worker")
        assert job is not None
        heard: list[object] = []

        def killed(taking: actions.Taking, batch: Any, kept: Any, heard: list[object] = heard) -> None:
            heard.append(batch)
            if len(heard) > 2:
                raise KeyboardInterrupt
            original(taking, batch, kept)

        with monkeypatch.context() as once:
            once.setattr(actions.Taking, "_write", killed)
            with pytest.raises(KeyboardInterrupt):
                step.call(*job.arguments["args"])
        queue.reap([job])


def test_a_step_that_died_three_times_has_stopped(
    operator: Person, signed_in, run: Import, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    actions.ask(operator, run=run, step="take")
    dies(monkeypatch, times=1)
    row = queries.row(operator, run.key)
    assert row.state == "taking" and row.stopped is None, "it is tried again by itself"
    dies(monkeypatch, times=2)
    row = queries.row(operator, run.key)
    assert row.state == "failed" and row.stopped is not None and not row.running
    assert (row.stopped.step, row.stopped.here) == ("take", True) and 0 < row.stopped.percent < 100
    assert row.stopped.kept["people"] >= 3 and "3 times" in row.stopped.why
    browser = signed_in(operator)
    page = browser.get(f"/imports/{run.key}")
    assert "Refresh" not in page.headers and f'formaction="/imports/{run.key}/taking"' in page.text
    assert "general/2020-01-01.json" in page.text
    assert command("import show", run.key) == 1
    said = capsys.readouterr().err
    assert "stopped while it was brought in" in said and "people" in said and "general/2020-01-01.json" in said
    assert f"jobs run-again {run.report and Import.objects.get().report['job']}" in said


def test_going_on_in_the_browser_brings_the_rest_and_forgets_the_dead_letter(
    operator: Person, system: Person, signed_in, run: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.ask(operator, run=run, step="take")
    dies(monkeypatch)
    assert Job.objects.filter(state="failed").count() == 1
    signed_in(operator).post(f"/imports/{run.key}/taking")
    execution.work_off(lanes=["slow"])
    assert queries.row(operator, run.key).state == "staged" and not Job.objects.filter(state="failed").exists()
    whole = here()
    actions.undo(system, run=Import.objects.get())
    actions.take(system, kind="slack", path=tmp_path / "a.zip")
    assert here() == whole


def test_the_operators_second_try_goes_on_too_and_an_old_one_does_nothing(
    operator: Person, run: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.ask(operator, run=run, step="take")
    dies(monkeypatch)
    job = Job.objects.get(state="failed")
    actions.do_step.call(*job.arguments["args"])
    run.refresh_from_db()
    assert run.staged_at is not None and queries.state_of(run, job) == "staged"
    actions.undo(operator, run=run)
    actions.do_step.call(*job.arguments["args"])
    run.refresh_from_db()
    assert run.undone_at is not None and run.staged_at is not None


def test_a_command_that_was_killed_says_so_too(system: Person, tmp_path: Path, capsys, monkeypatch) -> None:
    def killed(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.take(system, kind="slack", path=archive(tmp_path / "a.zip"), told=killed)
    key = Import.objects.get().key
    assert command("import show", key) == 1
    said = capsys.readouterr().err
    assert "ended before its time" in said and "import slack FILE" in said and "run-again" not in said
    row = queries.row(system, key)
    assert row.state == "stopped" and row.stopped is not None and not row.stopped.here
    with translation.override("fr"):
        assert queries.row(system, key).stopped != row.stopped


def test_while_it_is_to_be_tried_again_nothing_else_begins(
    operator: Person, run: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.ask(operator, run=run, step="take")
    dies(monkeypatch, times=1)
    actions.ask(operator, run=run, step="undo")
    assert Import.objects.get().report["asked"] == "take"
    assert Job.objects.filter(task__endswith="do_step", state="waiting").count() == 1
