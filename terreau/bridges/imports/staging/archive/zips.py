"""A zip as an archive. Its list is read entry by entry and kept in a few bytes each: a million leave memory free."""

import stat
import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast
from zipfile import BadZipFile, ZipExtFile, ZipInfo

from terreau.bridges.imports.staging import reasons
from terreau.bridges.imports.staging.archive import names
from terreau.bridges.imports.staging.archive.contents import Archive, damage
from terreau.bridges.imports.staging.archive.limits import ArchiveRefused, Limits
from terreau.bridges.imports.staging.shapes import Said

_END, _LOCATOR, _END64 = b"PK\5\6", b"PK\6\7", b"PK\6\6"
_ENTRY, _LOCAL = b"PK\1\2", b"PK\3\4"
_RECORD = struct.Struct("<4s4xHH4xLLLHHHHHLL")
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_WIDE, _NAMED = 0x0001, 0x7075  # extra fields: 64-bit sizes, the name in UTF-8
_FULL = 0xFFFFFFFF
_FAR = 66_000  # the end record and its comment lie in so many last bytes


class ZipArchive(Archive):
    """The files of a zip. Each is opened from its place; nothing is unpacked before it is read."""

    def __init__(self, path: Path, digest: str, limits: Limits) -> None:
        super().__init__(path.name, digest, limits)
        self._path = path
        self._offsets, self._packed = array("q"), array("q")
        self._sums, self._methods = array("L"), array("H")
        try:
            with path.open("rb") as stream:
                for entry, found in enumerate(_entries(stream, limits.entries), 1):
                    self._take(entry, found)
        except (BadZipFile, OSError, ValueError, struct.error) as failure:
            raise ArchiveRefused(Said(reasons.ARCHIVE_UNREADABLE, {"why": damage(failure)})) from failure

    def close(self) -> None:
        """Every stream has a file of its own."""

    def _take(self, entry: int, found: "_Entry") -> None:
        name = names.mended(found.name)
        if name.endswith("/") and not found.size:
            return
        if stat.S_ISLNK(found.attributes >> 16):
            self._refuse(entry, name, Said(reasons.LINK))
        elif found.flags & _ENCRYPTED_FLAG:
            self._refuse(entry, name, Said(reasons.ENCRYPTED))
        elif self._admit(entry, name, found.size, found.packed):
            self._offsets.append(found.offset)
            self._packed.append(found.packed)
            self._sums.append(found.checksum)
            self._methods.append(found.method)

    def _stream(self, name: str) -> IO[bytes]:
        place = self._places[name]
        stream = self._path.open("rb")
        try:
            _go_behind_header(stream, self._offsets[place])
            info = ZipInfo(name)
            info.compress_type, info.CRC = self._methods[place], self._sums[place]
            info.compress_size, info.file_size = self._packed[place], self._sizes[place]
            return cast(IO[bytes], ZipExtFile(stream, "r", info, close_fileobj=True))
        except BaseException:
            stream.close()
            raise


@dataclass(slots=True)
class _Entry:
    """What the list of a zip says of one file."""

    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    attributes: int
    offset: int


def _entries(stream: IO[bytes], most: int) -> Iterator[_Entry]:
    """The list, in its order. Raises BadZipFile where it breaks off."""
    start, left = _directory(stream)
    stream.seek(start)
    seen = 0
    while left >= _RECORD.size:
        seen += 1
        if seen > most:
            raise ArchiveRefused(Said(reasons.TOO_MANY_ENTRIES, {"most": most}))
        head = stream.read(_RECORD.size)
        if len(head) < _RECORD.size or not head.startswith(_ENTRY):
            raise BadZipFile("its list is damaged")
        _, flags, method, checksum, packed, size, *lengths, _disk, _inner, attributes, offset = _RECORD.unpack(head)
        rest = stream.read(lengths[0] + lengths[1] + lengths[2])
        left -= _RECORD.size + len(rest)
        found = _Entry("", flags, method, checksum, packed, size, attributes, offset)
        _name(found, rest[: lengths[0]], rest[lengths[0] : lengths[0] + lengths[1]])
        yield found


def _name(found: _Entry, raw: bytes, extra: bytes) -> None:
    """Its name, and the figures that are too large for their fields."""
    if found.flags & _UTF8_FLAG:
        found.name = raw.decode("utf-8", errors="replace")
    else:
        found.name = names.reencoded(raw.decode("cp437"))
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _WIDE:
            _widen(found, field)
        elif kind == _NAMED and len(field) > 5 and not found.flags & _UTF8_FLAG:
            found.name = field[5:].decode("utf-8", errors="replace")


def _widen(found: _Entry, field: bytes) -> None:
    wide = iter(struct.unpack_from(f"<{len(field) // 8}Q", field))
    for name in ("size", "packed", "offset"):
        if getattr(found, name) == _FULL:
            setattr(found, name, min(next(wide, _FULL), 2**62))


def _directory(stream: IO[bytes]) -> tuple[int, int]:
    """Where the list starts and how long it is."""
    end = stream.seek(0, 2)
    base = max(0, end - _FAR)
    stream.seek(base)
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        raise BadZipFile("its list is missing, as if it were cut off")
    size, offset = struct.unpack_from("<LL", tail, at + 12)
    stop = base + at
    if at >= 20 and tail[at - 20 : at - 16] == _LOCATOR:
        record, stop = _wide_end(stream, stop)
        size, offset = struct.unpack_from("<QQ", record, 40)
    if offset != stop - size:
        raise BadZipFile("its list does not stand where the zip says")
    return offset, size


def _wide_end(stream: IO[bytes], end: int) -> tuple[bytes, int]:
    """The end record of a large zip and where it stands: right before its locator."""
    stop = end - 20 - 56
    stream.seek(max(0, stop))
    record = stream.read(56)
    if stop < 0 or not record.startswith(_END64):
        raise BadZipFile("its list is missing, as if it were cut off")
    return record, stop


def _go_behind_header(stream: IO[bytes], offset: int) -> None:
    """To the first byte of a file’s content."""
    stream.seek(offset)
    head = stream.read(30)
    if len(head) < 30 or not head.startswith(_LOCAL):
        raise BadZipFile("a file does not stand where the list says")
    stream.seek(sum(struct.unpack_from("<HH", head, 26)), 1)
