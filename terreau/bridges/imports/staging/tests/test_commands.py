"""At the terminal: exact keys, exit codes, nothing written by a rehearsal."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from terreau.bridges.imports.staging.commands import COMMANDS
from terreau.bridges.imports.staging.models import Import
from terreau.bridges.imports.staging.tests.community import archive, nothing_left
from terreau.foundation.ui.terminal import run_command
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db
KEYS = ["id", "people", "spaces", "posts", "comments", "reactions", "files", "skipped", "warnings"]


def run(name: str, *words: str) -> int:
    command = next(command for command in COMMANDS if command.name == name)
    parser = ArgumentParser()
    assert command.arguments
    command.arguments(parser)
    given: Namespace = parser.parse_args(words)
    return run_command(command, given)


def test_import_show_and_undo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(archive(tmp_path / "a.zip"))
    assert run("import slack", path, "--dry-run", "--json") == 0
    foretold = json.loads(capsys.readouterr().out)
    assert list(foretold)[: len(KEYS)] == KEYS and nothing_left()
    assert {"people_doubtful", "spaces_same_name", "spaces_overlapping"} <= set(foretold)
    assert run("import slack", path, "--hold", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report) == KEYS and report == {key: foretold[key] for key in KEYS}
    assert {type(report[key]) for key in KEYS[1:7]} == {int}
    assert set(report["skipped"][0]) == {"file", "position", "reason"}
    assert not Space.objects.filter(shown_at__isnull=False).exists()
    assert run("import show", report["id"]) == 0 and Import.objects.get().shown_at
    assert run("import slack", path, "--json") == 0
    assert json.loads(capsys.readouterr().out)["posts"] == 0
    assert run("import undo", report["id"]) == 0 and nothing_left()


def test_import_shows_at_once_unless_held(tmp_path: Path) -> None:
    assert run("import slack", str(archive(tmp_path / "a.zip"))) == 0
    assert Import.objects.get().shown_at


def test_import_of_what_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK\x03\x04 and nothing more")
    assert run("import slack", str(tmp_path / "nowhere.zip")) == 1
    assert run("import slack", str(bad)) == 1 and "cannot be imported" in capsys.readouterr().err
    assert run("import show", "slack-unknown") == 1 and run("import undo", "slack-unknown") == 1
