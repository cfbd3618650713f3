"""Tell by its first bytes what was handed in, and open it."""

import bz2
import gzip
import hashlib
import lzma
import tempfile
import zlib
from io import BufferedReader
from pathlib import Path
from typing import IO, cast

from terreau.bridges.imports.staging import reasons
from terreau.bridges.imports.staging.archive.contents import Archive, damage
from terreau.bridges.imports.staging.archive.folder import FolderArchive, SingleArchive
from terreau.bridges.imports.staging.archive.limits import ArchiveRefused, Limits
from terreau.bridges.imports.staging.archive.tars import TarArchive
from terreau.bridges.imports.staging.archive.zips import ZipArchive
from terreau.bridges.imports.staging.shapes import Said
from terreau.foundation.storage.place import store

_ZIP = (b"PK\3\4", b"PK\5\6")
_PACKED: dict[bytes, type] = {
    b"\x1f\x8b": gzip.GzipFile,
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
}
_PIECE = 1024 * 1024


def open_archive(path: Path, limits: Limits | None = None) -> Archive:
    """Open a folder, a zip, a tar (also .gz, .bz2, .xz) or one JSON file for reading. Close it when done.

    Raises `ArchiveRefused` when nothing of it can be read or it holds more than `limits` allow.
    """
    limits = limits or Limits()
    try:
        if path.is_dir():
            return FolderArchive(path, limits)
        return _open_file(path, limits)
    except OSError as failure:
        why = failure.strerror or str(failure)
        raise ArchiveRefused(Said(reasons.ARCHIVE_UNREADABLE, {"why": why})) from failure


def _open_file(path: Path, limits: Limits) -> Archive:
    with path.open("rb") as stream:
        head = stream.read(512)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if head.startswith(_ZIP):
        return ZipArchive(path, digest, limits)
    for magic, opener in _PACKED.items():
        if head.startswith(magic):
            with cast(BufferedReader, opener(path, "rb")) as packed:
                inflated = _inflate(packed, path.stat().st_size, limits)
            inflated.seek(0)
            return _open_plain(path, digest, limits, inflated.read(512), inflated)
    return _open_plain(path, digest, limits, head, None)


def _open_plain(path: Path, digest: str, limits: Limits, head: bytes, inflated: IO[bytes] | None) -> Archive:
    if head[257:262] == b"ustar":
        return TarArchive(path, digest, limits, inflated or path.open("rb"))
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"[", b"{") or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return SingleArchive(path, digest, limits, inflated)
    raise ArchiveRefused(Said(reasons.UNKNOWN_FORMAT))


def _inflate(packed: BufferedReader, size: int, limits: Limits) -> IO[bytes]:
    """The unpacked bytes in a file of the data folder that has no name; what comes before a damage is kept."""
    with store().bench() as folder:
        unpacked = cast(IO[bytes], tempfile.TemporaryFile(dir=folder))  # noqa: SIM115 - lives as long as the archive
    total = 0
    while piece := _piece(packed, total):
        total += len(piece)
        if total > limits.total:
            raise ArchiveRefused(Said(reasons.TOO_MUCH, {"most": limits.total}))
        if total > limits.ratio_from and total > size * limits.ratio:
            raise ArchiveRefused(Said(reasons.BOMB, {"size": total, "packed": size}))
        unpacked.write(piece)
    unpacked.flush()
    return unpacked


def _piece(packed: BufferedReader, before: int) -> bytes:
    """What can still be unpacked, piece by piece: a longer read would lose what stands before a damage."""
    try:
        return packed.read1(_PIECE)
    except (zlib.error, lzma.LZMAError, EOFError, OSError) as failure:
        if not before:
            raise ArchiveRefused(Said(reasons.ARCHIVE_UNREADABLE, {"why": damage(failure)})) from failure
        return b""
