"""Noticing, within a few hundredths of a second, that some process has written."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import connection
from django.utils.module_loading import import_string

SQLITE_LOOK = 0.04  # seconds; reading one number of the open file costs some ten microseconds
POSTGRESQL_LOOK = 0.2
LONGEST_SILENCE = 1.0


class Watch(Protocol):
    """`changed()` returns when something may have been written, and at the latest after `LONGEST_SILENCE` or so.

    `count` moves whenever something was written, so that what is asked each second may be left out in between.
    """

    count: int

    async def changed(self) -> None: ...

    def close(self) -> None: ...


class SqliteWatch:
    """SQLite says on any connection whether another one has committed: `PRAGMA data_version`."""

    def __init__(self, file: Path) -> None:
        self.connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=0)
        self.count = self.version()

    def version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    async def changed(self) -> None:
        for _ in range(round(LONGEST_SILENCE / SQLITE_LOOK)):
            await asyncio.sleep(SQLITE_LOOK)
            try:
                version = self.version()
            except sqlite3.OperationalError:
                return
            if version != self.count:
                self.count = version
                return

    def close(self) -> None:
        self.connection.close()


class PollingWatch:
    """PostgreSQL: a look five times a second."""

    count = 0

    async def changed(self) -> None:
        await asyncio.sleep(POSTGRESQL_LOOK)
        self.count += 1

    def close(self) -> None:
        pass


def watch_here() -> Watch:
    """The watch that fits this install."""
    if connection.vendor == "sqlite":
        return SqliteWatch(Path(connection.settings_dict["NAME"]))
    if settings.CONFIGURATION.redis_url:
        watch: Watch = import_string("terreau.foundation.live.telling.RedisWatch")(settings.CONFIGURATION.redis_url)
        return watch
    return PollingWatch()
