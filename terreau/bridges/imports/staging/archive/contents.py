"""What a folder, a zip and a tar have in common once they are open: names, sizes, guarded streams, refusals."""

import io
import lzma
import zlib
from abc import ABC, abstractmethod
from array import array
from collections.abc import Callable
from typing import IO, Self
from zipfile import BadZipFile

from terreau.bridges.imports.staging import plain, reasons
from terreau.bridges.imports.staging.archive import names
from terreau.bridges.imports.staging.archive.limits import ArchiveRefused, Damaged, Limits
from terreau.bridges.imports.staging.shapes import Said, Skipped

_FAILURES = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)


class Archive(ABC):
    """Files by name, read-only. `digest` is the same for the same content; `skipped` is what was not taken."""

    def __init__(self, name: str, digest: str, limits: Limits) -> None:
        self.name = name
        self.digest = digest
        self.limits = limits
        self.skipped: list[Skipped] = []
        self._places: dict[str, int] = {}  # of each name in these two
        self._sizes = array("q")
        self._entries = array("l")
        self._total = self._json = 0
        self._delivered = 0
        self.at = ""  # the file opened last

    def id(self, kind: str) -> str:
        """What an import of this content as an export of this kind is called: the same for the same content."""
        return f"{kind}-{self.digest[:24]}"

    def names(self) -> list[str]:
        """The files, in the archive’s own order."""
        return list(self._places)

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def size(self, name: str) -> int:
        """Bytes once unpacked, as announced and held to."""
        return self._sizes[self._places[name]]

    def place(self, name: str) -> str:
        """Where a file stands in the archive, for a report."""
        return f"entry {self._entries[self._places[name]]}"

    def progress(self, readings: int = 2) -> float:
        """How much of the JSON was read so far, from 0 to 1, if each file is read `readings` times."""
        whole = readings * self._json
        return min(1.0, self._delivered / whole) if whole else 1.0

    def open(self, name: str) -> IO[bytes]:
        """The bytes of a file of `names()`. Reading raises `Damaged` where the archive is, never anything else."""
        self.at = name
        try:
            return io.BufferedReader(_Guarded(self._stream(name), self.size(name), self._deliver), 256 * 1024)
        except _FAILURES as failure:
            raise Damaged(damage(failure)) from failure

    @abstractmethod
    def _stream(self, name: str) -> IO[bytes]:
        """The bytes of an admitted file."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _admit(self, entry: int, name: str, size: int, packed: int | None = None) -> bool:
        """Take the file, unless its name or its size says no; the refusal is noted."""
        if names.litter(name):
            return False
        refusal = self._refusal(name, size, packed)
        if refusal:
            self._refuse(entry, name, refusal)
            return False
        self._total += size
        if self._total > self.limits.total:
            raise ArchiveRefused(Said(reasons.TOO_MUCH, {"most": self.limits.total}))
        if len(self._places) >= self.limits.entries:
            raise ArchiveRefused(Said(reasons.TOO_MANY_ENTRIES, {"most": self.limits.entries}))
        self._json += size if "json" in name[-7:].lower() else 0
        self._places[name] = len(self._sizes)
        self._sizes.append(size)
        self._entries.append(entry)
        return True

    def _deliver(self, count: int) -> None:
        self._delivered += count

    def _refusal(self, name: str, size: int, packed: int | None) -> Said | None:
        wrong = names.refusal(name)
        if wrong:
            return Said(wrong)
        if name in self._places:
            return Said(reasons.NAME_TWICE)
        if size > self.limits.file:
            return Said(reasons.TOO_BIG, {"size": size, "most": self.limits.file})
        if packed is not None and size > self.limits.ratio_from and size > packed * self.limits.ratio:
            return Said(reasons.BOMB, {"size": size, "packed": packed})
        return None

    def _refuse(self, entry: int, name: str, reason: Said) -> None:
        self.skipped.append(Skipped(plain.shown(name), f"entry {entry}", reason))


class _Guarded(io.RawIOBase):
    """A stream that yields at most the announced size, and says `Damaged` for every way a file can fail."""

    def __init__(self, inner: IO[bytes], announced: int, deliver: Callable[[int], None]) -> None:
        self._inner = inner
        self._announced = announced
        self._deliver = deliver
        self._read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # narrower than any buffer
        try:
            piece = self._inner.read(len(buffer))
        except _FAILURES as failure:
            raise Damaged(damage(failure)) from failure
        self._read += len(piece)
        self._deliver(len(piece))
        if self._read > self._announced or (not piece and self._read < self._announced):
            held = f"> {self._announced}" if piece else self._read
            raise Damaged(Said(reasons.LYING, {"announced": self._announced, "real": held}))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        self._inner.close()
        super().close()


def damage(failure: Exception) -> Said:
    """The sentence for a library’s complaint; its words are cut and made visible, for they may quote the file."""
    return Said(reasons.DAMAGED, {"why": plain.shown(str(failure) or type(failure).__name__)[:200]})
