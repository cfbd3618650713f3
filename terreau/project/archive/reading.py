"""Reading an archive back: the tables as they were when it was made, its rows, then the tables of this version."""

import gzip
import hashlib
import json
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from terreau.foundation.storage.place import store
from terreau.project.archive.layout import MANIFEST, SECRET, Broken, Manifest, Rows, manifest_from, reader_of

if TYPE_CHECKING:
    Column = models.Field[Any, Any]
Advance = Callable[[int], None]
CHUNK = 1024 * 1024


@contextmanager
def opened(archive: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    """The archive and its manifest. `Broken` when it is no archive or ends too early."""
    try:
        with tarfile.open(archive, "r:") as tar:
            yield tar, manifest_from(content_of(tar, MANIFEST))
    except (tarfile.TarError, EOFError) as problem:
        raise Broken(f"{archive.name} is no whole archive: {problem}") from problem


def content_of(tar: tarfile.TarFile, name: str) -> bytes:
    try:
        file = tar.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise Broken(f"{name} is missing")
    return file.read()


def rows_of(tar: tarfile.TarFile, name: str, count: int, digest: str) -> Rows:
    """The rows of one part; `Broken` if a byte or a row is not what the manifest says."""
    packed = content_of(tar, name)
    if hashlib.sha256(packed).hexdigest() != digest:
        raise Broken(f"{name} has changed since it was written")
    try:
        rows = [json.loads(line) for line in gzip.decompress(packed).split(b"\n") if line]
    except (OSError, EOFError, ValueError, zlib.error) as problem:
        raise Broken(f"{name}: {problem}") from problem
    if len(rows) != count:
        raise Broken(f"{name} holds {len(rows)} rows instead of {count}")
    return rows


def read_tables(tar: tarfile.TarFile, manifest: Manifest, advance: Advance) -> None:
    """Fill an empty database: all rows or none. Then bring the tables to this version."""
    executor = MigrationExecutor(connection)
    state = [(app, name) for app, name in manifest.migrations]
    unknown = set(state) - set(executor.loader.disk_migrations)
    if unknown:
        raise Broken(f"it was made by a later version ({manifest.version}): {sorted(unknown)[0]} is not known here")
    executor.migrate(leaves(executor, state))
    historic = executor.loader.project_state(state).apps
    tables = {model._meta.db_table: model for model in historic.get_models(include_auto_created=True)}
    with unchecked(), transaction.atomic():
        empty(tables)
        for name, table in manifest.tables.items():
            columns = columns_of(tables.get(name), name, table.columns)
            for part, count, digest in table.parts:
                insert(name, columns, rows_of(tar, part, count, digest))
                advance(count)
        check_references()
        reset_sequences(list(tables.values()))
    call_command("migrate", interactive=False, verbosity=0)
    for dotted in settings.AFTER_RESTORE:
        import_string(dotted)()


def leaves(executor: MigrationExecutor, state: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last migrations of this state: migrating to them applies them all and no other."""
    followed = {parent.key for key in state for parent in executor.loader.graph.node_map[key].parents}
    return [key for key in state if key not in followed]


@contextmanager
def unchecked() -> Iterator[None]:
    """Rows arrive before those they point to; the references are checked together at the end."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            cursor.execute("PRAGMA foreign_keys = ON")


def empty(tables: dict[str, type[models.Model]]) -> None:
    """Remove what the migrations themselves wrote; the archive has its own."""
    quoted = [connection.ops.quote_name(name) for name in tables]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(quoted)}")
            return
        for name in quoted:
            cursor.execute(f"DELETE FROM {name}")


def columns_of(model: type[models.Model] | None, table: str, names: list[str]) -> "list[Column]":
    known = {column.column: column for column in model._meta.concrete_fields} if model else {}
    if model is None or set(names) - set(known):
        raise Broken(f"tables/{table} has columns that no version had: {sorted(set(names) - set(known))}")
    return [known[name] for name in names]


def insert(table: str, columns: "list[Column]", rows: Rows) -> None:
    """Write rows as they are, ids and all."""
    converters = [converter_of(column) for column in columns]
    for row in rows:
        for at, convert in enumerate(converters):
            if convert and row[at] is not None:
                row[at] = convert(row[at])
    names = ", ".join(connection.ops.quote_name(str(column.column)) for column in columns)
    into = f"{connection.ops.quote_name(table)} ({names})"
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(columns))})", rows)
            return
        with cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def converter_of(column: "Column") -> Callable[[Any], Any] | None:
    """How a value of an archive becomes one of this database; None where it is one already."""
    if isinstance(column, models.JSONField):
        return json.dumps
    read = reader_of(column)
    if read is None or connection.vendor == "postgresql":
        return read
    return lambda value: column.get_db_prep_save(read(value), connection)


def check_references() -> None:
    """`Broken` when a row points to one that is not there."""
    try:
        connection.check_constraints()
    except Exception as problem:
        raise Broken(f"rows point to rows that are not in it: {problem}") from problem


def reset_sequences(tables: list[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


def read_files(tar: tarfile.TarFile, manifest: Manifest, advance: Advance) -> None:
    """Put every file into the store; one whose content is not what its name says is `Broken`."""
    place, found = store(), 0
    for digest, content in files_of(tar):
        with place.receive() as incoming:
            while chunk := content.read(CHUNK):
                incoming.write(chunk)
            if incoming.digest != digest:
                raise Broken(f"files/{digest} has changed since it was written")
            place.place(incoming)
        found += 1
        advance(1)
    if found != manifest.files:
        raise Broken(f"{found} files instead of {manifest.files}")


def files_of(tar: tarfile.TarFile) -> Iterator[tuple[str, Any]]:
    for entry in tar:
        content = tar.extractfile(entry) if entry.name.startswith("files/") and entry.isfile() else None
        if content is not None:
            with closing(content):
                yield entry.name.removeprefix("files/"), content


def read_secret(tar: tarfile.TarFile, manifest: Manifest) -> str:
    secret = content_of(tar, SECRET).decode()
    if hashlib.sha256(secret.encode()).hexdigest() != manifest.secret:
        raise Broken(f"{SECRET} has changed since it was written")
    return secret
