"""Writing an archive: one consistent moment of the database, then the files its rows name."""

import gzip
import hashlib
import io
import os
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from terreau import __version__
from terreau.foundation.storage.contents import known_digests
from terreau.foundation.storage.place import store
from terreau.project.archive.layout import MANIFEST, PART, ROWS, SECRET, Manifest, Rows, Table, encode

Advance = Callable[[int], None]


def write_archive(target: Path, advance: Advance) -> Manifest:
    """Write the whole network to `target`, which appears only when it is complete. Readable by its owner alone."""
    draft = target.with_name(f"{target.name}.part")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        try:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar, snapshot():
                manifest = fill(tar, advance)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            draft.unlink()
            raise
    draft.replace(target)
    return manifest


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything read inside is of one moment, and nobody who writes waits for it."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def fill(tar: tarfile.TarFile, advance: Advance) -> Manifest:
    """Put every part into the tar, and the manifest that describes them."""
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = Manifest(__version__, made_at, connection.vendor, [list(name) for name in applied])
    for model in all_tables():
        manifest.tables[model._meta.db_table] = write_table(tar, model, advance)
    write_files(tar, manifest, advance)
    secrets = "\n".join([settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]).encode()
    manifest.secret = hashlib.sha256(secrets).hexdigest()
    add(tar, SECRET, secrets)
    add(tar, MANIFEST, manifest.to_json())
    return manifest


def all_tables() -> list[type[models.Model]]:
    """Every table of every room and library, in a fixed order."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return sorted(found, key=lambda model: model._meta.db_table)


def write_table(tar: tarfile.TarFile, model: type[models.Model], advance: Advance) -> Table:
    columns = [column for column in model._meta.concrete_fields if not column.generated]
    table = Table([str(column.column) for column in columns])
    names = [column.attname for column in columns]
    waiting: Rows = []
    size = 0
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(chunk_size=ROWS):
        waiting.append(list(row))
        size += sum(len(value) for value in row if isinstance(value, str)) + 16 * len(names)
        if size > PART:
            write_part(tar, model._meta.db_table, table, waiting)
            advance(len(waiting))
            waiting, size = [], 0
    if waiting:
        write_part(tar, model._meta.db_table, table, waiting)
        advance(len(waiting))
    return table


def write_part(tar: tarfile.TarFile, name: str, table: Table, rows: Rows) -> None:
    packed = gzip.compress(encode(rows), compresslevel=3, mtime=0)
    part = f"tables/{name}/{len(table.parts):05}.jsonl.gz"
    table.parts.append((part, len(rows), hashlib.sha256(packed).hexdigest()))
    add(tar, part, packed)


def write_files(tar: tarfile.TarFile, manifest: Manifest, advance: Advance) -> None:
    """Every file that a row names, under its digest. One that is gone is named in the manifest."""
    place = store()
    for digest in known_digests():
        try:
            with place.open(digest) as content:
                size = add_stream(tar, f"files/{digest}", content)
        except FileNotFoundError:
            manifest.missing.append(digest)
            continue
        manifest.files += 1
        manifest.file_bytes += size
        advance(1)


def add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    add_stream(tar, name, io.BytesIO(content))


def add_stream(tar: tarfile.TarFile, name: str, content: BinaryIO) -> int:
    """Append `content` under `name`; its size in bytes."""
    entry = tarfile.TarInfo(name)
    entry.size = content.seek(0, os.SEEK_END)
    entry.mode, entry.mtime = 0o600, int(time.time())
    content.seek(0)
    tar.addfile(entry, content)
    return entry.size
