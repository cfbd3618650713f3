"""The database: does it answer, has it every table, does it keep what it is given, does its clock agree."""

from datetime import UTC, datetime
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.doctor.configuration import Configuration
from terreau.foundation.doctor.findings import Verdict, failure, good, warning

OLDEST_POSTGRESQL = 15
# What SQLite must be set to, so that an acknowledged write survives a loss of power.
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
SKEW, TOO_MUCH_SKEW = 5, 60  # seconds


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Every migration of this version; read from the disk once."""
    return frozenset(MigrationLoader(None).disk_migrations)


def applied_migrations() -> set[tuple[str, str]]:
    """Every migration the database has."""
    return set(MigrationRecorder(connection).migration_qs.values_list("app", "name"))


def ask(sql: str) -> object:
    """The one value this statement answers."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def database(configuration: Configuration) -> Verdict:
    """It answers, and has every table this version needs."""
    try:
        missing = known_migrations() - applied_migrations()
    except DatabaseError as error:
        return failure(
            _("does not answer: %(why)s") % {"why": type(error).__name__}, _("Start it, or mend TERREAU_DATABASE_URL.")
        )
    if missing:
        names = ", ".join(sorted(f"{app} {name}" for app, name in missing)[:5])
        return failure(
            _("tables are missing: %(names)s") % {"names": names}, _("Start with bin/run, which makes them.")
        )
    return good()


def durability(configuration: Configuration) -> Verdict:
    """Acknowledged writes survive a loss of power."""
    if connection.vendor == "sqlite":
        found = {name: ask(f"PRAGMA {name}") for name in PRAGMAS}
        if wrong := {name: found[name] for name in PRAGMAS if found[name] != PRAGMAS[name]}:
            return failure(str(wrong), _("Another program changed the file; start Terreau again, and only Terreau."))
        return good("WAL, synchronous=FULL")
    version = int(str(ask("SHOW server_version_num"))) // 10_000
    if version < OLDEST_POSTGRESQL:
        return failure(f"PostgreSQL {version}", _("PostgreSQL 15 or newer is needed."))
    if ask("SHOW synchronous_commit") == "off" or ask("SHOW fsync") == "off":
        return failure(_("may lose acknowledged writes"), "synchronous_commit = on, fsync = on")
    if ask("SHOW server_encoding") != "UTF8":
        return failure(str(ask("SHOW server_encoding")), _("Make the database with encoding UTF8."))
    return good(f"PostgreSQL {version}")


def clock(configuration: Configuration) -> Verdict:
    """The clocks of this machine and of the database agree."""
    if connection.vendor == "sqlite":
        return good(_("one machine, one clock"))
    there = ask("SELECT clock_timestamp()")
    assert isinstance(there, datetime)
    skew = abs((timezone.now() - there.astimezone(UTC)).total_seconds())
    said = _("%(seconds)s s apart") % {"seconds": round(skew, 1)}
    if skew > TOO_MUCH_SKEW:
        return failure(said, _("Keep the time by NTP on every machine."))
    return warning(said, _("Keep the time by NTP on every machine.")) if skew > SKEW else good(said)
