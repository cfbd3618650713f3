"""`bin/terreau`: finds commands, explains them, and fails without a stack trace."""

from argparse import Namespace

import pytest

from terreau.foundation.ui.terminal import Command, Mistake
from terreau.project import terminal


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
