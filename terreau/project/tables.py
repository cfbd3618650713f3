"""The database's tables: which migrations PostgreSQL has (`applied URL`), and bringing them up to date (`migrate`)."""

import sys

import django
import psycopg
from django.core.management import call_command
from django.db import connection

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


if __name__ == "__main__":
    if sys.argv[1] == "applied":
        sys.stdout.write("\n".join(applied(sys.argv[2])))
    else:
        migrate()
