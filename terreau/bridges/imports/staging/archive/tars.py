"""A tar, packed or not, as an archive."""

import io
import os
import tarfile
from array import array
from pathlib import Path
from typing import IO

from terreau.bridges.imports.staging import reasons
from terreau.bridges.imports.staging.archive import names
from terreau.bridges.imports.staging.archive.contents import Archive, damage
from terreau.bridges.imports.staging.archive.limits import Limits
from terreau.bridges.imports.staging.shapes import Said

_LONGEST_HEADER = 1024 * 1024


class TarArchive(Archive):
    """The files of a tar that lies open in `unpacked` (an anonymous temporary file, or the tar itself)."""

    def __init__(self, path: Path, digest: str, limits: Limits, unpacked: IO[bytes]) -> None:
        super().__init__(path.name, digest, limits)
        self._unpacked = unpacked
        self._offsets = array("q")
        self._entry = 0
        try:
            self._list()
        except (tarfile.TarError, OSError, ValueError, EOFError, RecursionError) as failure:
            self._refuse(self._entry + 1, path.name, Said(reasons.ARCHIVE_CUT, {"why": damage(failure)}))

    def close(self) -> None:
        self._unpacked.close()

    def _list(self) -> None:
        self._unpacked.seek(0)
        with tarfile.open(fileobj=_Headers(self._unpacked), mode="r:", errorlevel=0) as listing:
            while (member := listing.next()) is not None:
                self._entry += 1
                self._take(self._entry, member)
                listing.members = []  # type: ignore[attr-defined]  # it would keep every header

    def _take(self, entry: int, member: tarfile.TarInfo) -> None:
        name = names.mended(member.name)
        if member.isdir() or names.litter(name):
            return
        if member.issym() or member.islnk():
            self._refuse(entry, name, Said(reasons.LINK))
        elif member.issparse():
            self._refuse(entry, name, Said(reasons.SPARSE))
        elif not member.isreg():
            self._refuse(entry, name, Said(reasons.NOT_A_FILE))
        elif self._admit(entry, name, member.size):
            self._offsets.append(member.offset_data)

    def _stream(self, name: str) -> IO[bytes]:
        return io.BufferedReader(_Slice(self._unpacked.fileno(), self._offsets[self._places[name]], self.size(name)))


class _Headers(io.RawIOBase):
    """The tar as its lister sees it: no single header may be longer than a megabyte."""

    def __init__(self, inner: IO[bytes]) -> None:
        self._inner = inner

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _LONGEST_HEADER:
            raise ValueError("a header of more than a megabyte")
        return self._inner.read(size)

    def seek(self, place: int, whence: int = 0) -> int:
        return self._inner.seek(place, whence)

    def tell(self) -> int:
        return self._inner.tell()


class _Slice(io.RawIOBase):
    """A stretch of an open file, read by place, so that several can be read at once."""

    def __init__(self, descriptor: int, start: int, size: int) -> None:
        self._descriptor = descriptor
        self._place = start
        self._end = start + size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # narrower than any buffer
        piece = os.pread(self._descriptor, min(len(buffer), self._end - self._place), self._place)
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)
