"""What a start does, and what a second one leaves out."""

import sqlite3
import threading
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from dotenv import dotenv_values

from terreau.project import prepare, server, tables


def test_the_quick_look_knows_every_migration(db: None) -> None:
    """A start compares names of files with rows of a table; Django’s own loader must find the same names."""
    loader = MigrationLoader(None)
    assert prepare.known_migrations() == {f"{app} {name}" for app, name in loader.disk_migrations}
    foreign = {config.name.replace(".", "/") for config in apps.get_app_configs() if has_tables_of_others(config.name)}
    assert foreign == set(prepare.FOREIGN)


def has_tables_of_others(name: str) -> bool:
    return not name.startswith("terreau.") and name in {
        config.name for config in apps.get_app_configs() if list(config.get_models())
    }


def test_a_missing_database_has_no_tables(tmp_path: Path) -> None:
    assert prepare.applied_migrations(tmp_path) == set()
    (tmp_path / "terreau.sqlite3").touch()
    assert prepare.applied_migrations(tmp_path) == set()


def test_the_tables_of_a_database_are_read_without_django(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "terreau.sqlite3") as made:
        made.execute("CREATE TABLE django_migrations (app text, name text)")
        made.execute("INSERT INTO django_migrations VALUES ('spaces', '0001_initial')")
    assert prepare.applied_migrations(tmp_path) == {"spaces 0001_initial"}


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("TERREAU_DEMO=true", "true"),
        ("terreau_demo = 'true'", "true"),
        ("# TERREAU_DEMO=true", ""),
        ("TERREAU_DEMO_OTHER=1", ""),
        ("export TERREAU_DEMO=true", "true"),
        ("TERREAU_DEMO=true  # here alone", "true"),
        ('TERREAU_DEMO="true" # here alone', "true"),
        ("TERREAU_DEMO='a # b'", "a # b"),
        ("TERREAU_DEMO=a#b", "a#b"),
        ("TERREAU_DEMO=", ""),
    ],
)
def test_a_setting_of_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, value: str) -> None:
    monkeypatch.delenv("TERREAU_DEMO", raising=False)
    (tmp_path / "terreau.env").write_text(f"OTHER=1\n{line}\n")
    assert prepare.setting("demo", tmp_path) == value
    read = {name.upper(): said for name, said in dotenv_values(tmp_path / "terreau.env").items()}
    assert (read.get("TERREAU_DEMO") or "") == value, "as whoever reads all settings understands it"


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERREAU_DEMO", "false")
    (tmp_path / "terreau.env").write_text("TERREAU_DEMO=true\n")
    assert prepare.setting("demo", tmp_path) == "false"


def test_two_starts_at_once_wait_for_each_other(tmp_path: Path) -> None:
    """So a second start never takes a company that is being planted for one that was broken off."""
    inside = threading.Event()

    def second() -> None:
        with prepare.alone(tmp_path / "lock"):
            inside.set()

    with prepare.alone(tmp_path / "lock"):
        other = threading.Thread(target=second)
        other.start()
        assert not inside.wait(0.2)
    assert inside.wait(60)
    other.join()


def test_what_can_hold_no_network_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(prepare.CannotStart, match="can hold no network"):
        prepare.prepare_data(tmp_path / "file")


@pytest.mark.parametrize("url", ["postgresql://terreau:hunter2@127.0.0.1:1/x", "nonsense"])
def test_a_database_that_is_away_is_said_without_a_trace(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert tables.main(["applied", url]) == 1
    said = capsys.readouterr().err
    assert "TERREAU_DATABASE_URL" in said and "Traceback" not in said and "hunter2" not in said


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http"])
def test_a_port_is_a_number_that_ports_have(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["bin/run", "--port", port])
    with pytest.raises(SystemExit) as left:
        server.read_options()
    assert left.value.code == 2


@pytest.mark.parametrize("count", ["two", "0", "-1"])
def test_processes_are_a_number(count: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TERREAU_PROCESSES", count)
    with pytest.raises(prepare.CannotStart, match="TERREAU_PROCESSES"):
        server.processes(tmp_path, "127.0.0.1", 8000, 1)
