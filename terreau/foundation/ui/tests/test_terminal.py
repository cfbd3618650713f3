import errno
import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace

import pytest
from django.db import OperationalError

from terreau.foundation.ui import terminal
from terreau.foundation.ui.terminal import (
    Command,
    Mistake,
    print_report,
    progress,
    run_command,
    share,
    whole,
    with_json,
)


def refuse(given: Namespace) -> int:
    raise Mistake("The file is cut short.", where="export.zip, line 7", kept="412 posts", mend="Export it again.")


def test_a_mistake_says_what_where_kept_and_mend_without_a_trace(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(Command("import", "bring in", None, refuse), Namespace()) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "The file is cut short.",
        "  where: export.zip, line 7",
        "  kept:  412 posts",
        "  mend:  Export it again.",
    ]


def test_ctrl_c_is_no_stack_trace(capsys: pytest.CaptureFixture[str]) -> None:
    def stop(given: Namespace) -> int:
        raise KeyboardInterrupt

    assert run_command(Command("wait", "wait", None, stop), Namespace()) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_report_is_a_table_or_json(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"name": "Équipe [bold]", "posts": 3}, {"name": "Qualité", "posts": None}]
    print_report(rows)
    table = capsys.readouterr().out
    assert "Équipe [bold]" in table
    assert "None" not in table
    print_report(rows, as_json=True)
    assert json.loads(capsys.readouterr().out) == rows
    print_report({"people": 2}, as_json=True)
    assert json.loads(capsys.readouterr().out) == {"people": 2}
    print_report([])
    assert capsys.readouterr().out == ""


def test_every_report_takes_json() -> None:
    parser = ArgumentParser()
    with_json(parser)
    assert parser.parse_args(["--json"]).json


@pytest.mark.parametrize("text", ["0", "366", "-1", "1.5", "x", "", "٣"])
def test_a_number_stays_within_its_bounds(text: str) -> None:
    assert whole(1, 365)("365") == 365
    with pytest.raises(ArgumentTypeError, match="from 1 to 365"):
        whole(1, 365)(text)


@pytest.mark.parametrize(("patience", "shown"), [(-1.0, True), (1000.0, False)])
def test_a_bar_appears_when_it_takes_long(
    patience: float, shown: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", patience)
    with progress("Importing", 3) as advance:
        for _ in range(3):
            advance(1)
    said = capsys.readouterr()
    assert said.out == ""
    assert ("Importing" in said.err) is shown


def test_a_share_is_told_in_percent_and_never_goes_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", -1.0)
    with share("Importing") as told:
        for done in (0.1, 0.5, 0.4):
            told(done)
    assert "50%" in capsys.readouterr().err


@pytest.mark.parametrize(
    "problem", [OSError(errno.ENOSPC, "No space left on device"), OperationalError("database or disk is full")]
)
def test_a_full_disk_is_no_stack_trace(problem: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    def write(given: Namespace) -> int:
        raise problem

    assert run_command(Command("import", "bring in", None, write), Namespace()) == 1
    said = capsys.readouterr().err
    assert said.startswith("The disk is full.") and "Traceback" not in said


def test_another_failure_is_not_called_a_full_disk() -> None:
    def write(given: Namespace) -> int:
        raise OSError(errno.EACCES, "Permission denied")

    with pytest.raises(PermissionError):
        run_command(Command("import", "bring in", None, write), Namespace())
