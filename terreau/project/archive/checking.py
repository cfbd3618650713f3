"""Checking an archive by restoring it into a scratch network and comparing everything with what it says of itself."""

import hashlib
import tarfile
from dataclasses import dataclass, field

from django.db import connection

from terreau.foundation.activity import numbers
from terreau.foundation.activity.chain import chain_breaks
from terreau.foundation.storage.contents import known_digests
from terreau.project.archive.layout import Broken, Manifest
from terreau.project.archive.reading import CHUNK, Advance, files_of, read_secret, read_tables


@dataclass
class Findings:
    """What was compared, and what did not agree."""

    tables: int = 0
    rows: int = 0
    files: int = 0
    activities: int = 0
    problems: list[str] = field(default_factory=list)


def check(tar: tarfile.TarFile, manifest: Manifest, advance: Advance) -> Findings:
    """Restore the rows into this process’s (scratch) database; read every file; follow the chain of the journal."""
    findings = Findings()
    try:
        secret = read_secret(tar, manifest)
        read_tables(tar, manifest, advance)
        findings.tables, findings.rows = len(manifest.tables), manifest.rows
        compare_counts(manifest, findings)
    except Broken as problem:
        findings.problems.append(str(problem))
        return findings
    compare_files(tar, manifest, findings, advance)
    findings.activities = numbers.count()
    broken = chain_breaks(secrets=secret.splitlines())
    findings.problems += [f"the journal’s chain is broken at number {one.seq}: {one.what}" for one in broken[:10]]
    return findings


def compare_counts(manifest: Manifest, findings: Findings) -> None:
    """As many rows in each table as the manifest says; a table that later versions dropped is past comparing."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for name, table in manifest.tables.items():
            if name not in there:
                continue
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            count = cursor.fetchone()[0]
            if count < table.rows:
                findings.problems.append(f"{name}: {count} rows instead of {table.rows}")


def compare_files(tar: tarfile.TarFile, manifest: Manifest, findings: Findings, advance: Advance) -> None:
    """Every file is what its name says, and every row that names a file finds it."""
    seen: set[bytes] = set()
    for digest, content in files_of(tar):
        taken = hashlib.sha256()
        while chunk := content.read(CHUNK):
            taken.update(chunk)
        if taken.hexdigest() != digest:
            findings.problems.append(f"files/{digest} has changed since it was written")
        seen.add(bytes.fromhex(digest))
        advance(1)
    findings.files = len(seen)
    if len(seen) != manifest.files:
        findings.problems.append(f"{len(seen)} files instead of {manifest.files}")
    for digest in known_digests():
        if bytes.fromhex(digest) not in seen and digest not in manifest.missing:
            findings.problems.append(f"files/{digest} is missing")
    findings.problems += [
        f"files/{digest} was already missing when the archive was made" for digest in manifest.missing
    ]
