"""Where content lies: a folder in which every file is named by its SHA-256.

A file is written beside its place while its hash is taken, flushed to the disk, then moved into place in one step: at
every moment it is there whole or not at all. Rows follow files, never the other way round.
"""

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol

from terreau.foundation.storage.refusals import NoRoom

CHUNK = 256 * 1024
FULL = (errno.ENOSPC, errno.EDQUOT)


class Store(Protocol):
    """What the network needs of a place for content. A folder does it; any object store can."""

    def receive(self) -> "Incoming":
        """A temporary file for content on its way in."""

    def place(self, incoming: "Incoming") -> None:
        """Put received content where its digest says, whole or not at all; the same content is stored once."""

    def has(self, digest: str) -> bool: ...

    def open(self, digest: str) -> BinaryIO:
        """The content, seekable. Raises FileNotFoundError."""

    def address(self, digest: str, *, media_type: str, disposition: str) -> str:
        """Where a reader who has the right may fetch the content for a minute; empty where the app gives it out."""

    def remove(self, digest: str, *, unless_newer_than: float) -> bool:
        """Remove content nobody uses, unless it was placed (again) after that time (seconds since the epoch)."""

    def verify(self, digest: str) -> bool:
        """Is the content there, and still what its name says?"""

    def is_there(self) -> bool:
        """Can content be kept here now?"""

    def digests(self) -> Iterator[tuple[str, float]]:
        """Every stored digest in order, with the time it was placed."""

    def bench(self) -> AbstractContextManager[Path]:
        """A temporary local folder for work on one file."""

    def sweep_temporary(self, *, older_than: float) -> int:
        """Remove what broken uploads left behind before that time. Returns how many."""


class Incoming:
    """Content on its way in: written to a temporary file while its hash is taken. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / f"{secrets.token_hex(16)}.part"
        self.size = 0
        self._hash = hashlib.sha256()
        with full_disk_refused():
            folder.mkdir(parents=True, exist_ok=True)
            self._file = os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb", buffering=0)

    def __enter__(self) -> "Incoming":
        return self

    def __exit__(self, *_: object) -> None:
        self.abandon()

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def write(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self._hash.update(chunk)
        with full_disk_refused():
            left = memoryview(chunk)
            while left:
                left = left[self._file.write(left) :]

    def finish(self) -> None:
        """Flush to the disk. The content is complete and may be placed."""
        if not self._file.closed:
            with full_disk_refused():
                os.fsync(self._file.fileno())
                self._file.close()

    def abandon(self) -> None:
        """Remove the temporary file. Harmless after it was placed."""
        with contextlib.suppress(OSError):
            self._file.close()
        self.path.unlink(missing_ok=True)


class Desk:
    """A local folder for content on its way in, and for work on one file."""

    def __init__(self, incoming: Path) -> None:
        self.incoming = incoming

    def receive(self) -> Incoming:
        return Incoming(self.incoming)

    def sweep_temporary(self, *, older_than: float) -> int:
        swept = 0
        for path in self.incoming.glob("*.part"):
            with contextlib.suppress(FileNotFoundError):
                if path.stat().st_mtime <= older_than:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                    swept += 1
        return swept

    @contextlib.contextmanager
    def bench(self) -> Iterator[Path]:
        """A temporary folder beside the content, for work on one file."""
        self.incoming.mkdir(parents=True, exist_ok=True)
        with full_disk_refused(), tempfile.TemporaryDirectory(dir=self.incoming, suffix=".part") as folder:
            yield Path(folder)


class Folder(Desk):
    """A folder as the store: `ab/cd/<sha256>` below `root`."""

    def __init__(self, root: Path) -> None:
        super().__init__(root / "incoming")
        self.root = root

    def path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest[2:4] / digest

    def place(self, incoming: Incoming) -> None:
        incoming.finish()
        final = self.path(incoming.digest)
        with full_disk_refused():
            make_folders(final.parent, self.root)
            incoming.path.replace(final)
            flush_folder(final.parent)

    def has(self, digest: str) -> bool:
        return self.path(digest).is_file()

    def open(self, digest: str) -> BinaryIO:
        return self.path(digest).open("rb")

    def address(self, digest: str, *, media_type: str, disposition: str) -> str:
        return ""

    def remove(self, digest: str, *, unless_newer_than: float) -> bool:
        """Taken aside first: an upload of the same content at this very moment puts its own file in place."""
        aside = self.incoming / f"{secrets.token_hex(16)}.part"
        self.incoming.mkdir(parents=True, exist_ok=True)
        try:
            self.path(digest).rename(aside)
        except FileNotFoundError:
            return False
        if aside.stat().st_mtime > unless_newer_than:
            aside.replace(self.path(digest))
            return False
        aside.unlink()
        return True

    def verify(self, digest: str) -> bool:
        try:
            with self.path(digest).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == digest
        except FileNotFoundError:
            return False

    def is_there(self) -> bool:
        return os.access(self.root if self.root.is_dir() else self.root.parent, os.W_OK)

    def digests(self) -> Iterator[tuple[str, float]]:
        for path in sorted(self.root.glob("??/??/*")):
            with contextlib.suppress(FileNotFoundError):
                yield path.name, path.stat().st_mtime


@contextlib.contextmanager
def full_disk_refused() -> Iterator[None]:
    """A full disk is a refusal with words, not an error."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NoRoom from error
        raise


def make_folders(folder: Path, root: Path) -> None:
    """The folder and those above it, each flushed, so that a power cut loses no path."""
    if folder.is_dir():
        return
    missing = [part for part in (folder, *folder.parents) if root in part.parents and not part.is_dir()]
    folder.mkdir(parents=True, exist_ok=True)
    for part in reversed(missing):
        flush_folder(part.parent)


def flush_folder(folder: Path) -> None:
    """Make names in this folder outlast a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def a_while_ago(seconds: float) -> float:
    """The file system’s clock, `seconds` before now."""
    return time.time() - seconds
