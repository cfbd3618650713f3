"""A planted demo company with its processes running: what browser tests walk through and bin/shots photographs.

`TERREAU_TEST_DEMO=DIR` names a planted company to copy instead of planting one.
"""

import fcntl
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from terreau.project.tests.processes import ROOT, Network

ASIDE = ("*.sqlite3*", "outbox", "shots", "static", ".*")


def environment() -> dict[str, str]:
    """That of the caller, without what would lead into another network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TERREAU_", "DJANGO_"))}
    return kept | {"PYTHONPATH": str(ROOT)}


def python(module: str, *words: str) -> str:
    command = [sys.executable, "-P", "-m", module, *words]
    return subprocess.run(command, env=environment(), cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def planted(folder: Path) -> Path:
    """The demo company in `folder`, planted once however many processes ask at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "terreau.env").exists():
            python("terreau.project.seed", "--data", str(folder))
    return folder


def is_demo(folder: Path) -> bool:
    """Does a demo company on SQLite live there?"""
    settings = folder / "terreau.env"
    return (folder / "terreau.sqlite3").exists() and settings.exists() and "TERREAU_DEMO=true" in settings.read_text()


def copied(source: Path, folder: Path) -> Path:
    """The same network in another folder; it may be running."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns(*ASIDE))
    with (
        closing(sqlite3.connect(source / "terreau.sqlite3")) as old,
        closing(sqlite3.connect(folder / "terreau.sqlite3")) as new,
    ):
        old.backup(new)
    return folder


def pages(folder: Path) -> list[dict[str, str]]:
    """Every page that a room names: room, name, who looks, path."""
    found: list[dict[str, str]] = json.loads(python("tests.screens.places", str(folder)))
    return found


@contextmanager
def running(folder: Path) -> Iterator[Network]:
    """Its processes, on a free port, until the caller is done."""
    network = Network(folder)
    try:
        network.start()
        yield network
    finally:
        network.close()
