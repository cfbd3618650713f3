"""The database's tables: which migrations PostgreSQL has (`applied URL`), and bringing them up to date (`migrate`)."""

import sys

import django
import psycopg
from django.core.management import call_command
from django.db import OperationalError, connection

from terreau.foundation.text.masking import mask

LOCK = 7_261_009  # any number, the same on every node: two nodes never migrate at once


def applied(url: str) -> list[str]:
    """“app name” of every migration of the PostgreSQL database at `url`; none where there is no table yet."""
    with psycopg.connect(url, connect_timeout=10) as direct:
        if direct.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
            return []
        return [f"{app} {name}" for app, name in direct.execute("SELECT app, name FROM django_migrations")]


def migrate() -> None:
    django.setup()
    if connection.vendor != "postgresql":
        call_command("migrate", interactive=False, verbosity=0)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            call_command("migrate", interactive=False, verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def main(words: list[str]) -> int:
    """Do what the first word says; 1, and why, where the database does not answer."""
    try:
        if words[0] == "applied":
            sys.stdout.write("\n".join(applied(words[1])))
        else:
            migrate()
    except (psycopg.Error, OperationalError) as problem:
        said = mask(str(problem).strip().splitlines()[0])
        sys.stderr.write(f"The database does not answer: {said}\nStart it, or mend TERREAU_DATABASE_URL.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
