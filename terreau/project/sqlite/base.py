"""Django’s SQLite, with what every statement pays made cheap: marks rewritten once, moments read without detours.

Django rewrites the marks of each statement (`%s` to `?`) each time it is run, by a regular expression over the whole
text. Our statements are few and long, so each text is rewritten once and remembered.
"""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

KNOWN = 2_000  # statements whose rewriting is remembered


@lru_cache(maxsize=KNOWN)
def with_question_marks(sql: str) -> str:
    """The statement as SQLite wants it."""
    return str(base.FORMAT_QMARK_REGEX.sub("?", sql).replace("%%", "%"))


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that takes Django’s marks."""

    def execute(self, query: str, params: Any = None) -> Any:
        if params is None or isinstance(params, Mapping):
            return super().execute(query, params)
        return sqlite3.Cursor.execute(self, with_question_marks(query), params)


class DatabaseWrapper(base.DatabaseWrapper):
    """The engine that settings name."""

    def create_cursor(self, name: str | None = None) -> Cursor:
        made: Cursor = self.connection.cursor(factory=Cursor)
        return made


def moment(written: bytes) -> datetime:
    return datetime.fromisoformat(written.decode())


sqlite3.register_converter("datetime", moment)
sqlite3.register_converter("timestamp", moment)
