"""What a start needs done: catalogues compiled, static files collected, tables up to date. Quick when nothing changed.

Imports no Django, so that the process that only watches over others stays small and a second start stays short.
"""

import fcntl
import hashlib
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from terreau.foundation.ui import assets

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "terreau"
# Rooms of Django and allauth that keep tables; a test compares this with INSTALLED_APPS.
FOREIGN = ["allauth/account", "allauth/mfa", "django/contrib/auth", "django/contrib/contenttypes"]
# A line of terreau.env, as the reader of all settings understands it.
SETTING = re.compile(r"\s*(?:export\s+)?(?P<name>\w+)\s*=\s*(?P<value>'[^']*'|\"[^\"]*\"|.*?)\s*(?:(?<=\s)#.*)?")


class CannotStart(Exception):
    """A sentence for the operator: what is wrong and what to do."""


def say(message: str) -> None:
    """A message for the person, on standard error."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def data_folder() -> Path:
    return Path(os.environ.get("TERREAU_DATA") or ROOT / "var").resolve()


def setting(name: str, folder: Path) -> str:
    """One setting without reading them all: the environment wins over `DIR/terreau.env`; empty when not given."""
    wanted = f"TERREAU_{name}".upper()
    if wanted in os.environ:
        return os.environ[wanted]
    file = folder / "terreau.env"
    for line in file.read_text().splitlines() if file.exists() else []:
        said = SETTING.fullmatch(line)
        if said and said["name"].upper() == wanted:
            return said["value"].strip("\"'")
    return ""


def mark_as_demo(folder: Path) -> None:
    """Write into `DIR/terreau.env` that this network is the demo company, unless it says something about it."""
    if not setting("demo", folder):
        file = folder / "terreau.env"
        written = file.read_text() if file.exists() else ""
        apart = "\n" if written and not written.endswith("\n") else ""
        with file.open("a") as settings:
            settings.write(f"{apart}TERREAU_DEMO=true\n")


def prepare_code() -> None:
    """Compile catalogues and collect static files, where sources are newer than what was made of them."""
    with alone(ROOT / "var" / ".prepare.lock"):
        compile_catalogues()
        collect_static()


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Two starts at once wait for each other. A read-only installation was prepared when it was built."""
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        file = lock.open("w")
    except OSError:
        yield
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def compile_catalogues() -> None:
    kept = [*PACKAGE.glob("*/*/locale/*/LC_MESSAGES/django.po"), *PACKAGE.glob("bridges/*/*/locale/*/*/django.po")]
    stale = [po for po in kept if older(po.with_suffix(".mo"), po)]
    if stale:
        run_module("terreau.foundation.ui.texts", "compile")


def older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def collect_static() -> None:
    """Hash and compress what rooms serve, when any of it changed since the last time."""
    assets.build_if_stale()
    sources = sorted(file for file in PACKAGE.glob("*/*/static/**/*") if file.is_file())
    facts = [f"{file.relative_to(ROOT)} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in sources]
    state = hashlib.sha256("\n".join(facts).encode()).hexdigest()
    kept = ROOT / "var" / "static" / ".state"
    if kept.exists() and kept.read_text() == state:
        return
    if not os.access(kept if kept.exists() else ROOT, os.W_OK):
        return
    run_module("django", "collectstatic", "--noinput", "--clear", "--verbosity", "0")
    kept.write_text(state)


def prepare_data(folder: Path) -> bool:
    """Make `folder` a network whose tables are those of this version. True when it was new, that is, empty before."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise CannotStart(
            f"{folder} can hold no network ({problem.strerror}). Name another with --data DIR."
        ) from problem
    with alone(folder / ".migrate.lock"):
        applied = applied_migrations(folder)
        if known_migrations() - applied:
            run_module("terreau.project.tables", "migrate")
    return not applied


def known_migrations() -> set[str]:
    """“app name” of every migration in this installation, from the files alone."""
    libraries = Path(next(path for path in sys.path if path.endswith("site-packages")))
    folders = [
        *PACKAGE.glob("*/*/migrations"),
        *PACKAGE.glob("*/*/*/migrations"),
        *(libraries / name / "migrations" for name in FOREIGN),
    ]
    return {f"{folder.parent.name} {file.stem}" for folder in folders for file in folder.glob("[0-9]*.py")}


def applied_migrations(folder: Path) -> set[str]:
    """“app name” of every migration the database has."""
    url = setting("database_url", folder)
    if url:
        return set(run_module("terreau.project.tables", "applied", url).splitlines())
    file = folder / "terreau.sqlite3"
    if not file.exists():
        return set()
    with sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True) as connection:
        try:
            return {f"{app} {name}" for app, name in connection.execute("SELECT app, name FROM django_migrations")}
        except sqlite3.OperationalError:
            return set()


def run_module(name: str, *arguments: str) -> str:
    """What `python -m name arguments` prints, run in a process of its own so that its memory is given back."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "terreau.project.settings"}
    command = [sys.executable, "-P", "-m", name, *arguments]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise CannotStart(f"“{name} {' '.join(arguments[:1])}” ended with {done.returncode}; its words stand above.")
    return done.stdout
