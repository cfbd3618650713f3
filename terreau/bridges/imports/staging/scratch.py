"""What is too much for memory while an import runs: tables of its own, in a file of the data folder without a name."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from terreau.foundation.storage.place import store

Row = tuple[Any, ...]
_PRAGMAS = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; PRAGMA cache_size=-4000;"


class Scratch:
    """Made with the statements that make its tables. Gone with the process, however that ends."""

    def __init__(self, schema: str) -> None:
        with store().bench() as folder:
            # The file stays open without its name: nothing is left to be swept.
            self._db = sqlite3.connect(folder / "scratch", isolation_level=None)
            self._db.executescript(_PRAGMAS + schema)

    def run(self, statement: str, *values: object) -> int:
        """Change rows; how many."""
        return self._db.execute(statement, values).rowcount

    def many(self, statement: str, rows: Iterable[Row]) -> None:
        self._db.executemany(statement, rows)

    def one(self, statement: str, *values: object) -> Row | None:
        found: Row | None = self._db.execute(statement, values).fetchone()
        return found

    def rows(self, statement: str, *values: object) -> Iterator[Row]:
        yield from self._db.execute(statement, values)
