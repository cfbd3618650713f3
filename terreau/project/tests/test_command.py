"""`bin/terreau`: finds commands, explains them, and fails without a stack trace."""

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest

from terreau.foundation.ui.terminal import Command, Mistake
from terreau.project import commands, prepare, terminal


@pytest.mark.parametrize("name", sorted(terminal.all_commands()))
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        terminal.main([*name.split(), "--help"])
    assert left.value.code == 0
    assert "--data DIR" in capsys.readouterr().out


def test_without_words_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main([]) == 0
    listed = capsys.readouterr().out
    assert all(name in listed for name in terminal.all_commands())


def test_an_unknown_command_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main(["frobnicate"]) == 2
    said = capsys.readouterr()
    assert "frobnicate" in said.err and not said.out


def test_the_first_half_of_a_command_names_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.main(["jobs", "frobnicate"]) == 2
    assert "There are: jobs list, jobs run-again." in capsys.readouterr().err


@pytest.mark.parametrize(("name", "code"), [("doctor", 0), ("backup", None)])
def test_the_doctor_looks_also_where_nothing_is_ready(
    name: str, code: int | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away(*, again: bool) -> None:
        raise prepare.CannotStart("The database does not answer.")

    monkeypatch.setattr(terminal, "all_commands", lambda: {name: Command(name, "", None, lambda given: 0)})
    monkeypatch.setattr(terminal, "make_network", away)
    if code is None:
        with pytest.raises(prepare.CannotStart):
            terminal.main([name])
    else:
        assert terminal.main([name]) == code
        assert "does not answer" in capsys.readouterr().err


def test_the_longest_name_wins() -> None:
    short = Command("import", "", None, lambda given: 0)
    long = Command("import slack", "", None, lambda given: 0)
    found = {command.name: command for command in (short, long)}
    assert terminal.find(found, ["import", "slack", "file.zip"]) is long
    assert terminal.find(found, ["import", "other"]) is short


def test_a_mistake_is_told_in_words(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(given: Namespace) -> int:
        raise Mistake("The file is broken.", where="line 3")

    monkeypatch.setattr(terminal, "all_commands", lambda: {"break": Command("break", "", None, fail)})
    monkeypatch.setattr(terminal, "make_network", lambda again: None)
    assert terminal.main(["break"]) == 1
    said = capsys.readouterr().err
    assert "The file is broken." in said and "line 3" in said and "Traceback" not in said


@pytest.mark.parametrize("run", [commands.verify, commands.restore])
def test_an_archive_is_a_file(run: Callable[[Namespace], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERREAU_RESTORED", str(tmp_path / "restored"))
    for there in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(Mistake, match="no such file"):
            run(Namespace(file=there, json=False))


def test_an_archive_is_not_written_over_a_folder(tmp_path: Path) -> None:
    for there in (tmp_path, tmp_path / "nowhere" / "a.tar"):
        with pytest.raises(Mistake, match="a new file"):
            commands.backup(Namespace(file=there, json=False))
