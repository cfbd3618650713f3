"""Commands that are about the whole network: taking it away in one file, and bringing it back."""

import os
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection

from terreau.foundation.ui.terminal import DONE, FAILED, Command, Mistake, print_report, progress, say, with_json
from terreau.project.archive.checking import check
from terreau.project.archive.layout import Broken
from terreau.project.archive.reading import opened, read_files, read_secret, read_tables
from terreau.project.archive.writing import write_archive


def file_argument(parser: ArgumentParser) -> None:
    """What `backup`, `restore` and `verify` take."""
    parser.add_argument("file", metavar="FILE", type=Path, help="the archive")
    with_json(parser)


def backup(given: Namespace) -> int:
    """Write the network into one file, while it runs."""
    began = time.monotonic()
    if given.file.is_dir() or not given.file.parent.is_dir():
        raise Mistake("The archive is a new file in a folder that exists.", str(given.file))
    with progress("Writing the archive", None) as advance:
        manifest = write_archive(given.file, advance)
    report = {
        "file": str(given.file),
        "rows": manifest.rows,
        "files": manifest.files,
        "bytes": given.file.stat().st_size,
        "missing": manifest.missing,
        "seconds": round(time.monotonic() - began, 1),
    }
    print_report(report, as_json=given.json)
    say("Keep it as you keep the network itself: it holds all content, password digests and the secret key.")
    say("terreau.env, with the addresses and passwords of other systems, is not in it.")
    for digest in manifest.missing:
        say(f"Missing on the disk, so not in the archive: file {digest}")
    return FAILED if manifest.missing else DONE


def restore(given: Namespace) -> int:
    """Make an empty folder (and an empty database) the network of an archive."""
    began, final, draft = time.monotonic(), Path(os.environ["TERREAU_RESTORED"]), Path(settings.DATA)
    refuse_no_file(given.file)
    refuse_full_database()
    try:
        with opened(given.file) as (tar, manifest), progress("Restoring", manifest.rows + manifest.files) as advance:
            (draft / "secret_key").unlink(missing_ok=True)
            keep_secret(draft, read_secret(tar, manifest))
            read_files(tar, manifest, advance)
            read_tables(tar, manifest, advance)
    except Broken as problem:
        raise Mistake("The archive is broken.", str(problem), kept="Nothing: the folder is as it was.") from problem
    connection.close()
    draft.rename(final)
    report = {"data": str(final), "rows": manifest.rows, "files": manifest.files}
    print_report({**report, "seconds": round(time.monotonic() - began, 1)}, as_json=given.json)
    say("Give it its terreau.env if it had one; everybody stays signed in.")
    return DONE


def keep_secret(folder: Path, secret: str) -> None:
    with os.fdopen(os.open(folder / "secret_key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret)


def refuse_no_file(archive: Path) -> None:
    """What was named must be a file that may be read."""
    if not archive.is_file():
        raise Mistake("There is no such file.", str(archive))
    if not os.access(archive, os.R_OK):
        raise Mistake("This file may not be read.", str(archive))


def refuse_full_database() -> None:
    """A database that holds people is somebody’s network. (Tables without them are left by a restore that failed.)"""
    people = get_user_model()
    with connection.cursor() as cursor:
        there = people._meta.db_table in connection.introspection.table_names(cursor)
    if there and people._base_manager.exists():
        raise Mistake(
            "The database is not empty.",
            connection.settings_dict["NAME"],
            kept="Everything: nothing was changed.",
            mend="Restore into an empty database, then let the network point to it.",
        )


def verify(given: Namespace) -> int:
    """Restore an archive into a scratch network and compare everything."""
    began = time.monotonic()
    refuse_no_file(given.file)
    try:
        with opened(given.file) as (tar, manifest), progress("Verifying", manifest.rows + manifest.files) as advance:
            findings = check(tar, manifest, advance)
    except Broken as problem:
        raise Mistake("The archive is broken.", str(problem)) from problem
    report = {
        "file": str(given.file),
        "version": manifest.version,
        "made_at": manifest.made_at,
        "tables": findings.tables,
        "rows": findings.rows,
        "files": findings.files,
        "activities": findings.activities,
        "problems": findings.problems,
        "seconds": round(time.monotonic() - began, 1),
    }
    print_report(report, as_json=given.json)
    say("The archive is whole." if not findings.problems else "The archive is not whole.")
    return FAILED if findings.problems else DONE


COMMANDS = [
    Command("backup", "write the whole network into one file, while it runs", file_argument, backup),
    Command("restore", "make an empty folder the network of an archive", file_argument, restore),
    Command("verify", "restore an archive into a scratch network and compare everything", file_argument, verify),
]
