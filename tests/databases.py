"""The tables of the tests are made once: what the migrations make is kept, and every test process copies the file.

Kept in `var/.tests` under the digest of every migration; PostgreSQL makes its tables anew.
"""

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

KEPT = Path(__file__).parents[1] / "var" / ".tests"
NEWEST = 3  # states of the migrations that are kept: branches come and go


def digest() -> str:
    """Changes with any migration, whoever brings it."""
    folders = sorted({Path(config.path) / "migrations" for config in apps.get_app_configs()})
    found = hashlib.sha256(f"{django.VERSION} {sqlite3.sqlite_version}".encode())
    for path in (path for folder in folders for path in sorted(folder.glob("*.py"))):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:20]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def keep(kept: Path) -> None:
    """Let the migrations make the tables, and keep them as they are now."""
    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    connection.close()
    copy(Path(str(connection.settings_dict["NAME"])), kept.with_suffix(".new"))
    teardown_databases(made, verbosity=0)
    kept.with_suffix(".new").rename(kept)
    for old in sorted(KEPT.glob("*.sqlite3"), key=lambda path: path.stat().st_mtime)[:-NEWEST]:
        old.unlink()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: Any, django_db_modify_db_settings: None
) -> Iterator[None]:
    """An empty database with every table, for this process alone."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            yield from copied()
        else:
            made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
            yield
            connection.close()
            teardown_databases(made, verbosity=0)


def copied() -> Iterator[None]:
    kept = KEPT / f"{digest()}.sqlite3"
    with one_at_a_time():
        if not kept.exists():
            keep(kept)
    name = connection.settings_dict["TEST"]["NAME"]
    connection.close()
    copy(kept, Path(name))
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = str(name)
    yield
    connection.close()
    os.unlink(name)
