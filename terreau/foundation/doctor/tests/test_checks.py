import json
import os
from argparse import Namespace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from terreau.foundation.activity.journal import Kind, record
from terreau.foundation.activity.models import Activity, Unheard
from terreau.foundation.activity.pump import number_committed
from terreau.foundation.doctor import checks, database, engines, machine, queries
from terreau.foundation.doctor.checks import examine, safely
from terreau.foundation.doctor.commands import COMMANDS
from terreau.foundation.doctor.configuration import Configuration
from terreau.foundation.doctor.findings import State, good
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import workers
from terreau.foundation.jobs.models import Job, Worker

HERE = Configuration()
LOOKED = Kind("test.looked", "looked at something in a test")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own, as private as it should be."""
    monkeypatch.setenv("TERREAU_DATA", str(tmp_path))
    tmp_path.chmod(0o700)
    (tmp_path / "secret_key").write_text("x" * 64)
    (tmp_path / "secret_key").chmod(0o600)
    return tmp_path


def test_the_folder_is_written_by_its_owner_only(folder: Path) -> None:
    assert machine.data(HERE).state == State.GOOD
    folder.chmod(0o707)
    assert machine.data(HERE).state == State.FAILURE


def test_the_secret_is_read_by_its_owner_only(folder: Path) -> None:
    assert machine.secret_key(HERE).state == State.GOOD
    (folder / "secret_key").chmod(0o640)
    assert machine.secret_key(HERE).state == State.FAILURE


def test_a_short_secret_is_none(folder: Path, settings: Any) -> None:
    settings.SECRET_KEY = "short"
    assert machine.secret_key(HERE).state == State.FAILURE


def test_a_setting_nobody_reads_is_named(folder: Path) -> None:
    assert machine.settings_file(HERE).state == State.GOOD
    env = folder / "terreau.env"
    env.write_text("# TERREAU_NOTHING=1\nTERREAU_DEMO=true\nTERREAU_PUBLIC_ULR=https://x\n")
    env.chmod(0o600)
    verdict = machine.settings_file(HERE)
    assert verdict.state == State.WARNING
    assert "TERREAU_PUBLIC_ULR" in verdict.detail
    assert "TERREAU_NOTHING" not in verdict.detail
    env.write_text("terreau_demo=true\n")
    assert machine.settings_file(HERE).state == State.GOOD
    env.chmod(0o644)
    assert machine.settings_file(HERE).state == State.WARNING


@pytest.mark.parametrize(("free", "state"), [(10**8, State.FAILURE), (10**9, State.WARNING), (10**11, State.GOOD)])
def test_room_on_the_disk(folder: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: State) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": free}))
    assert machine.disk(HERE).state == state


def test_static_files_are_collected(tmp_path: Path, settings: Any) -> None:
    settings.STATIC_ROOT = tmp_path
    assert machine.static_files(HERE).state == State.FAILURE
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "app.css").touch()
    assert machine.static_files(HERE).state == State.GOOD


def test_the_database_has_every_table(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert database.database(HERE).state == State.GOOD
    known = database.known_migrations() | {("jobs", "9999_later")}
    monkeypatch.setattr(database, "known_migrations", lambda: known)
    verdict = database.database(HERE)
    assert verdict.state == State.FAILURE
    assert "jobs 9999_later" in verdict.detail


def test_r30_what_is_acknowledged_is_durable(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    # The scratch PostgreSQL of the tests is fast and forgetful: what a real one answers stands in its place.
    durable, asked = {"SHOW fsync": "on", "SHOW synchronous_commit": "on"}, database.ask
    monkeypatch.setattr(database, "ask", lambda sql: durable.get(sql) or asked(sql))
    assert database.durability(HERE).state == State.GOOD
    if connection.vendor == "postgresql":
        for setting in durable:
            monkeypatch.setitem(durable, setting, "off")
            assert database.durability(HERE).state == State.FAILURE
            monkeypatch.setitem(durable, setting, "on")
    if connection.vendor == "sqlite":
        monkeypatch.setitem(database.PRAGMAS, "synchronous", 3)
    else:
        monkeypatch.setattr(database, "OLDEST_POSTGRESQL", 99)
    assert database.durability(HERE).state == State.FAILURE


def test_the_clocks_agree(db: None) -> None:
    assert database.clock(HERE).state == State.GOOD


def test_somebody_works(db: None) -> None:
    assert engines.worker(HERE).state == State.WARNING
    workers.sign_in("here", "all")
    assert engines.worker(HERE).state == State.GOOD
    Worker.objects.update(seen_at=Now() - timedelta(minutes=5))
    assert engines.worker(HERE).state == State.WARNING


def test_jobs_run_and_are_not_given_up(db: None) -> None:
    assert engines.jobs(HERE).state == State.GOOD
    job = Job.objects.create(task="x", state="failed")
    assert engines.jobs(HERE).state == State.WARNING
    Job.objects.filter(pk=job.pk).update(state="waiting", run_after=Now() - timedelta(hours=1))
    assert engines.jobs(HERE).state == State.FAILURE


def test_the_journal_holds(db: None) -> None:
    with transaction.atomic():
        record(LOOKED, None)
    number_committed()
    assert engines.journal(HERE).state == State.GOOD
    Activity.objects.update(kind="test.other")
    assert engines.journal(HERE).state == State.FAILURE


def test_listeners_can_be_called_and_set_nothing_aside(db: None, settings: Any) -> None:
    settings.ACTIVITY_LISTENERS = []
    assert engines.listeners(HERE).state == State.GOOD
    Unheard.objects.create(listener="x", seq=1, reason="no")
    assert engines.listeners(HERE).state == State.WARNING
    settings.ACTIVITY_LISTENERS = ["terreau.nowhere.listen"]
    assert engines.listeners(HERE).state == State.FAILURE


def test_names_of_the_schedule_are_distinct(db: None) -> None:
    assert engines.recurring(HERE).state == State.GOOD


def test_what_fails_under_the_doctors_hand_is_a_finding() -> None:
    def fall(configuration: Configuration) -> Any:
        raise PermissionError("no")

    assert safely(fall, HERE).state == State.FAILURE


def test_every_finding_has_a_meaning_and_secrets_are_masked(db: None, folder: Path) -> None:
    given = Configuration(database_url="mysql://terreau:s3cr3t@db/terreau", mail_url="smtp://mailer:pa55@127.0.0.1:1")
    findings = examine(given)
    names = [one.name for one in findings]
    assert len(names) == len(set(names))
    assert {"database_url", "public_url", "secret_key", "jobs"} < set(names)
    assert all(one.meaning for one in findings)
    assert all(one.remedy for one in findings if one.state != State.GOOD)
    assert "s3cr3t" not in repr(findings)
    assert "pa55" not in repr(findings)


def test_c06_the_report_holds_no_secret(db: None, folder: Path, settings: Any) -> None:
    settings.SECRET_KEY = "a very secret key that is long enough to be one"
    assert settings.SECRET_KEY not in repr(examine())


def test_operators_see_the_report(operator: Person, dora: Person, folder: Path) -> None:
    assert queries.findings(operator)
    assert queries.findings(dora) == []


def test_the_command_exits_with_one_on_a_failure(
    db: None, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    doctor = COMMANDS[0]
    monkeypatch.setattr(checks, "CHECKS", [checks.Check("disk", "Room.", lambda given: good("lots"))])
    monkeypatch.setattr(checks, "FIELD_CHECKS", dict.fromkeys(Configuration.model_fields, lambda given: good()))
    assert doctor.run(Namespace(json=True)) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[-1] == {
        "name": "disk", "meaning": "Room.", "value": "", "state": "good", "detail": "lots", "remedy": "",
    }  # fmt: skip
    monkeypatch.setitem(checks.FIELD_CHECKS, "demo", lambda given: checks.failure("open", "close it"))
    assert doctor.run(Namespace(json=False)) == 1
    said = capsys.readouterr()
    assert "demo" in said.out
    assert "mend: close it" in said.err
    assert os.environ["TERREAU_DATA"] == str(folder)
