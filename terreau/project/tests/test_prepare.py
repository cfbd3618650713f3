"""What a start does, and what a second one leaves out."""

import sqlite3
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from terreau.project import prepare


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
    ],
)
def test_a_setting_of_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, value: str) -> None:
    monkeypatch.delenv("TERREAU_DEMO", raising=False)
    (tmp_path / "terreau.env").write_text(f"OTHER=1\n{line}\n")
    assert prepare.setting("demo", tmp_path) == value


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERREAU_DEMO", "false")
    (tmp_path / "terreau.env").write_text("TERREAU_DEMO=true\n")
    assert prepare.setting("demo", tmp_path) == "false"
