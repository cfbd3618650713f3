"""Memory of an import on SQLite: much of the database is read once, so its file is not mapped for that long."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def unmapped() -> Iterator[None]:
    """The database file of this connection stays out of our memory until the end."""
    if connection.vendor != "sqlite":
        yield
        return
    before = _mapped("PRAGMA mmap_size")
    _mapped("PRAGMA mmap_size = 0")
    try:
        yield
    finally:
        _mapped(f"PRAGMA mmap_size = {before}")


def _mapped(pragma: str) -> int:
    """Bytes of the file that may be mapped from now on."""
    with connection.cursor() as cursor:
        cursor.execute(pragma)
        return int((cursor.fetchone() or [0])[0])
