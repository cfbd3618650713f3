"""What an archive looks like inside, and how values of the database are written in it."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

FORMAT = 1
MANIFEST = "manifest.json"
SECRET = "secret_key"
PART = 4_000_000  # bytes of rows in one part, before compression
ROWS = 2_000  # rows asked for at once

Rows = list[list[Any]]


class Broken(Exception):
    """An archive that cannot be trusted: which part, and why."""


@dataclass
class Table:
    """One table: its columns and its parts (name, rows, SHA-256 of the compressed bytes), in order."""

    columns: list[str]
    parts: list[tuple[str, int, str]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(count for _, count, _ in self.parts)


@dataclass
class Manifest:
    """What an archive says of itself. `migrations` is the state of the tables it was taken from."""

    version: str
    made_at: str
    engine: str
    migrations: list[list[str]]
    format: int = FORMAT
    tables: dict[str, Table] = field(default_factory=dict)
    files: int = 0
    file_bytes: int = 0
    missing: list[str] = field(default_factory=list)
    secret: str = ""

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()


def manifest_from(content: bytes) -> Manifest:
    """The manifest in these bytes; `Broken` when it is none, or one of a later format."""
    try:
        facts = json.loads(content)
        if facts["format"] != FORMAT:
            raise Broken(f"{MANIFEST}: format {facts['format']}; this version reads format {FORMAT}")
        tables = {
            name: Table(
                table["columns"], [(str(part), int(rows), str(digest)) for part, rows, digest in table["parts"]]
            )
            for name, table in facts.pop("tables").items()
        }
        return Manifest(**facts, tables=tables)
    except (ValueError, KeyError, TypeError) as problem:
        raise Broken(f"{MANIFEST}: {problem!r}") from problem


def encode(rows: Sequence[Sequence[Any]]) -> bytes:
    return b"".join(json.dumps(row, default=plain, ensure_ascii=False).encode() + b"\n" for row in rows)


def plain(value: object) -> object:
    """A value that JSON does not know, as one that it does."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    raise TypeError(f"no way to write {type(value).__name__} into an archive")


def reader_of(column: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """How a written value of this column is read back; None where it is what it was."""
    readers: list[tuple[type[models.Field[Any, Any]], Callable[[Any], Any]]] = [
        (models.DateTimeField, datetime.fromisoformat),
        (models.DateField, date.fromisoformat),
        (models.TimeField, time.fromisoformat),
        (models.DecimalField, Decimal),
        (models.UUIDField, UUID),
        (models.DurationField, lambda seconds: timedelta(seconds=seconds)),
        (models.BinaryField, base64.b64decode),
    ]
    aimed = column.target_field if isinstance(column, models.ForeignKey) else column
    return next((read for kind, read in readers if isinstance(aimed, kind)), None)
