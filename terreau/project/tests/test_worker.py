"""The real worker, as a process: it works, it survives, it ends. R-02, R-34."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SETUP = "import django; django.setup(); from django.core.management import call_command; "
TASKS = "from terreau.foundation.jobs.tests import tasks; "
# What they start lives on SQLite, whichever engine the tests run on.
pytestmark = [pytest.mark.slow, pytest.mark.only("sqlite")]


class Place:
    """A data folder with a database, and workers on it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.workers = folder, list[subprocess.Popen[bytes]]()
        own = {"TERREAU_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "terreau.project.settings"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("TERREAU_")}
        self.environment = {**kept, **own, "PYTHONPATH": str(ROOT)}

    def do(self, code: str) -> None:
        subprocess.run([sys.executable, "-c", SETUP + TASKS + code], env=self.environment, cwd=ROOT, check=True)

    def start(self) -> subprocess.Popen[bytes]:
        log = (self.folder / "worker.log").open("ab")
        command = [sys.executable, "-m", "terreau.project.worker"]
        worker = subprocess.Popen(command, env=self.environment, cwd=ROOT, stderr=log)
        self.workers.append(worker)
        return worker

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.folder / "terreau.sqlite3", timeout=20) as database:
            return database.execute(sql).fetchall()

    def wait(self, done: Callable[[], object], seconds: float = 40) -> None:
        last = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < last, (self.folder / "worker.log").read_text()[-2000:]
            time.sleep(0.05)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    place = Place(tmp_path_factory.mktemp("worker"))
    place.do("call_command('migrate', verbosity=0)")
    yield place
    for worker in place.workers:
        if worker.poll() is None:
            worker.terminate()
            worker.wait(5)


def test_r34_a_job_that_kills_its_worker_becomes_a_dead_letter_and_the_queue_goes_on(place: Place) -> None:
    place.do("tasks.fall.using(queue_name='default').enqueue(); tasks.note.enqueue('spade')")
    place.ask("UPDATE jobs_job SET max_attempts = 2")
    assert place.start().wait(30) == -signal.SIGSEGV
    place.start()
    place.wait(lambda: place.ask("SELECT 1 FROM jobs_job WHERE task LIKE '%note' AND state = 'done'"))
    place.wait(lambda: place.ask("SELECT 1 FROM jobs_job WHERE task LIKE '%fall' AND state = 'failed'"))
    assert place.ask("SELECT error FROM jobs_job WHERE task LIKE '%fall'") == [
        ("RuntimeError: Its process died by signal 11.",)
    ]


def test_r02_a_job_whose_worker_was_killed_runs_again(place: Place) -> None:
    place.do("tasks.linger.enqueue(30)")
    place.wait(lambda: place.ask("SELECT 1 FROM jobs_job WHERE task LIKE '%linger' AND state = 'running'"))
    place.workers[-1].kill()
    place.workers[-1].wait()
    place.start()
    place.wait(lambda: place.ask("SELECT 1 FROM jobs_job WHERE task LIKE '%linger' AND crashes = 1"))


def test_the_worker_ends_within_two_seconds_and_gives_back_what_it_had_begun(place: Place) -> None:
    place.wait(lambda: place.ask("SELECT 1 FROM jobs_job WHERE task LIKE '%linger' AND state = 'running'"))
    begun = time.monotonic()
    place.workers[-1].terminate()
    place.workers[-1].wait(5)
    assert time.monotonic() - begun < 2.5
    assert place.ask("SELECT state FROM jobs_job WHERE task LIKE '%linger'") == [("waiting",)]
    assert place.ask("SELECT count(*) FROM jobs_worker") == [(0,)]
