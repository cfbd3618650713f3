"""R-22 with real processes: an import, and taking it out again, killed at moments nobody chose."""

import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bench import exports
from terreau.project.tests.processes import LONGEST, ROOT, until

pytestmark = pytest.mark.journey
TABLES = ("posts_post", "posts_comment", "spaces_space", "staging_imported")
KILLS = 3


class Terminal:
    """`bin/terreau` on a network of its own, and a look at its tables from outside."""

    def __init__(self, data: Path) -> None:
        self.data = data
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("TERREAU_", "DJANGO_"))}
        self.environment = {**kept, "PYTHONPATH": str(ROOT)}

    def begin(self, *words: object) -> subprocess.Popen[str]:
        command = [sys.executable, "-P", "-m", "terreau.project.terminal", *map(str, words), "--data", str(self.data)]
        piped = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment, stdout=piped, stderr=piped, text=True, cwd=ROOT)

    def said(self, *words: object) -> Any:
        process = self.begin(*words, "--json")
        out, err = process.communicate(timeout=LONGEST)
        assert process.returncode == 0, err
        return json.loads(out)

    def count(self, table: str) -> int:
        with closing(sqlite3.connect(f"file:{self.data / 'terreau.sqlite3'}?mode=ro", uri=True, timeout=20)) as db:
            return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def kill_in_the_middle(self, *words: object) -> None:
        """End it without a word as soon as it has changed something."""
        before = self.count("staging_imported")
        process = self.begin(*words)
        until(lambda: process.poll() is not None or self.count("staging_imported") != before)
        process.kill()
        process.communicate()


@pytest.mark.parametrize("kind", ["slack", "discourse"])
def test_r22_killed_processes_leave_nothing_half_done(tmp_path: Path, kind: str) -> None:
    file, terminal = tmp_path / "export.zip", Terminal(tmp_path / "data")
    made = exports.slack if kind == "slack" else exports.discourse
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in made(1_500, 200, 20):
            archive.writestr(name, json.dumps(content))
    foretold = terminal.said("import", kind, file, "--dry-run")
    for _ in range(KILLS):
        terminal.kill_in_the_middle("import", kind, file)
        assert terminal.count("spaces_space WHERE shown_at IS NOT NULL") == 0
    brought = terminal.said("import", kind, file)
    assert brought["id"] == foretold["id"]
    assert terminal.count("posts_post") == foretold["posts"] and terminal.count("posts_comment") == foretold["comments"]
    assert terminal.count("spaces_space WHERE shown_at IS NOT NULL") == foretold["spaces"]
    assert terminal.count("notifications_notice") == 0
    terminal.kill_in_the_middle("import", "undo", brought["id"])
    terminal.said("import", "undo", brought["id"])
    assert [terminal.count(table) for table in TABLES] == [0] * len(TABLES)
