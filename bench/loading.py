"""Bulk rows into either engine: COPY on PostgreSQL, executemany without per-row safety on SQLite."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, models

CHUNK = 20_000


@contextmanager
def bulk() -> Iterator[None]:
    """One fast, unsafe stretch: a benchmark’s world is made again if the power fails."""
    if connection.vendor == "sqlite":
        with connection.cursor() as db:
            db.execute("PRAGMA synchronous=OFF")
            db.execute("PRAGMA foreign_keys=OFF")
            db.execute("PRAGMA cache_size=-400000")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as db:
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA foreign_keys=ON")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def load(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert rows of `names` (attribute names of fields); every other field takes its default. Returns how many."""
    rest = [
        field
        for field in model._meta.concrete_fields
        if field.attname not in names and not field.primary_key and (field.has_default() or not field.null)
    ]
    defaults = tuple(plain(field.get_default()) for field in rest)
    table = [*names, *[str(field.column) for field in rest]]
    return copy(model._meta.db_table, table, ((*map(plain, row), *defaults) for row in rows))


def plain(value: Any) -> Any:
    """A value as the driver takes it."""
    if isinstance(value, dict | list):
        return json.dumps(value)
    if isinstance(value, datetime) and connection.vendor == "sqlite":
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value


def copy(table: str, columns: Sequence[str], rows: Iterator[Sequence[Any]]) -> int:
    names = ", ".join(f'"{column}"' for column in columns)
    count = 0
    with connection.cursor() as db:
        if connection.vendor == "postgresql":
            with db.copy(f"COPY {table} ({names}) FROM STDIN") as into:
                for row in rows:
                    into.write_row(row)
                    count += 1
            return count
        marks = ", ".join(["?"] * len(columns))
        db.execute("BEGIN")
        raw = connection.connection.cursor()
        while chunk := list(islice(rows, CHUNK)):
            raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", chunk)
            count += len(chunk)
        db.execute("COMMIT")
    return count


def reset_sequences(made: Iterable[type[models.Model]]) -> None:
    """PostgreSQL counts on from the highest id; then both engines learn what the tables hold."""
    with connection.cursor() as db:
        if connection.vendor == "postgresql":
            for model in made:
                table = model._meta.db_table
                db.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        db.execute("ANALYZE")
