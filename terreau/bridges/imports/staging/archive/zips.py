"""A zip as an archive."""

import stat
import struct
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from terreau.bridges.imports.staging import reasons
from terreau.bridges.imports.staging.archive import names
from terreau.bridges.imports.staging.archive.contents import Archive, damage
from terreau.bridges.imports.staging.archive.limits import ArchiveRefused, Limits
from terreau.bridges.imports.staging.shapes import Said

_END, _LOCATOR, _END64 = b"PK\5\6", b"PK\6\7", b"PK\6\6"
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_SMALLEST_RECORD = 46


class ZipArchive(Archive):
    """The files of a zip. Its list is measured before it is read: a million entries must not fill the memory."""

    def __init__(self, path: Path, digest: str, limits: Limits) -> None:
        super().__init__(path.name, digest, limits)
        _measure(path, limits.entries)
        try:
            self._zip = ZipFile(path)
        except (BadZipFile, OSError, ValueError, RuntimeError) as failure:
            raise ArchiveRefused(Said(reasons.ARCHIVE_UNREADABLE, {"why": damage(failure)})) from failure
        self._infos: dict[str, ZipInfo] = {}
        for entry, info in enumerate(self._zip.infolist(), 1):
            self._take(entry, info)

    def close(self) -> None:
        self._zip.close()

    def _take(self, entry: int, info: ZipInfo) -> None:
        name = info.filename if info.flag_bits & _UTF8_FLAG else names.reencoded(info.filename)
        name = names.mended(name)
        if name.endswith("/") and not info.file_size:
            return
        if stat.S_ISLNK(info.external_attr >> 16):
            self._refuse(entry, name, Said(reasons.LINK))
        elif info.flag_bits & _ENCRYPTED_FLAG:
            self._refuse(entry, name, Said(reasons.ENCRYPTED))
        elif self._admit(entry, name, info.file_size, info.compress_size):
            self._infos[name] = info

    def _stream(self, name: str) -> IO[bytes]:
        return self._zip.open(self._infos[name])


def _measure(path: Path, most: int) -> None:
    """Count the entries of the central directory without keeping them; refuse more than `most`."""
    with path.open("rb") as stream:
        start, size = _directory(stream)
        if size > most * _SMALLEST_RECORD:
            stream.seek(start)
            if _count(stream, size, most) > most:
                raise ArchiveRefused(Said(reasons.TOO_MANY_ENTRIES, {"most": most}))


def _directory(stream: IO[bytes]) -> tuple[int, int]:
    """Where the central directory starts and how long it is; (0, 0) if there is none to be found."""
    end = stream.seek(0, 2)
    base = max(0, end - 66_000)
    stream.seek(base)
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return 0, 0
    size = struct.unpack_from("<L", tail, at + 12)[0]
    stop = base + at
    if size == 0xFFFFFFFF and at >= 20 and tail[at - 20 : at - 16] == _LOCATOR:
        stop = struct.unpack_from("<Q", tail, at - 12)[0]
        stream.seek(min(stop, end))
        record = stream.read(56)
        size = struct.unpack_from("<Q", record, 40)[0] if len(record) == 56 and record.startswith(_END64) else 0
    return max(0, stop - size), size


def _count(stream: IO[bytes], size: int, most: int) -> int:
    seen, left = 0, size
    while left >= _SMALLEST_RECORD and seen <= most:
        record = stream.read(_SMALLEST_RECORD)
        if len(record) < _SMALLEST_RECORD:
            break
        more = sum(struct.unpack_from("<HHH", record, 28))
        stream.seek(more, 1)
        left -= _SMALLEST_RECORD + more
        seen += 1
    return seen
