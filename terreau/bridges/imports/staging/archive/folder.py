"""A folder, or one file of JSON, as an archive."""

import hashlib
import os
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import IO

from terreau.bridges.imports.staging import reasons
from terreau.bridges.imports.staging.archive import names
from terreau.bridges.imports.staging.archive.contents import Archive
from terreau.bridges.imports.staging.archive.limits import ArchiveRefused, Limits
from terreau.bridges.imports.staging.shapes import Said


class FolderArchive(Archive):
    """The files below a folder. Links are not followed, devices and pipes not opened."""

    def __init__(self, path: Path, limits: Limits) -> None:
        super().__init__(path.name or "folder", "", limits)
        self._paths: dict[str, str] = {}
        root = path.resolve()
        for entry, (found, mode, size) in enumerate(_walk(root, limits.entries), 1):
            self._take(entry, root, found, mode, size)
        self.digest = self._digest()

    def close(self) -> None:
        self._paths.clear()

    def _take(self, entry: int, root: Path, found: Path, mode: int, size: int) -> None:
        name = names.mended(_read_name(os.path.relpath(found, root)))
        if names.litter(name):
            return
        if not stat.S_ISREG(mode):
            self._refuse(entry, name, Said(reasons.LINK if stat.S_ISLNK(mode) else reasons.NOT_A_FILE))
        elif self._admit(entry, name, size):
            self._paths[name] = str(found)

    def _stream(self, name: str) -> BufferedReader:
        descriptor = os.open(self._paths[name], os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        return os.fdopen(descriptor, "rb")

    def _digest(self) -> str:
        whole = hashlib.sha256()
        for name in sorted(self.names()):
            with self._stream(name) as stream:
                whole.update(name.encode() + b"\0" + hashlib.file_digest(stream, "sha256").digest())
        return whole.hexdigest()


def _walk(root: Path, most: int) -> Iterator[tuple[Path, int, int]]:
    """Everything below `root` that is no folder, sorted, with its mode and its size."""
    waiting, seen = [root], 0
    while waiting:
        folders: list[Path] = []
        for item in sorted(os.scandir(waiting.pop()), key=lambda item: item.name):
            seen += 1
            if seen > most:
                raise ArchiveRefused(Said(reasons.TOO_MANY_ENTRIES, {"most": most}))
            if item.is_dir(follow_symlinks=False):
                folders.append(Path(item.path))
            else:
                state = item.stat(follow_symlinks=False)
                yield Path(item.path), state.st_mode, state.st_size
        waiting.extend(reversed(folders))


def _read_name(path: str) -> str:
    """A file name of the disk as text, also when its bytes are no UTF-8."""
    try:
        return os.fsencode(path).decode("utf-8")
    except UnicodeError:
        return os.fsencode(path).decode("cp1252", errors="replace")


class SingleArchive(Archive):
    """One JSON file handed in by itself, plain (`stream` is None: read from `path`) or already inflated."""

    def __init__(self, path: Path, digest: str, limits: Limits, inflated: IO[bytes] | None = None) -> None:
        super().__init__(path.name, digest, limits)
        self._path = path
        self._inflated = inflated
        self._only = names.mended(path.name.removesuffix(".gz")) or "file"
        size = path.stat().st_size if inflated is None else inflated.seek(0, os.SEEK_END)
        self._admit(1, self._only, size)

    def close(self) -> None:
        if self._inflated:
            self._inflated.close()

    def _stream(self, name: str) -> IO[bytes]:
        if self._inflated is None:
            return self._path.open("rb")
        self._inflated.seek(0)
        return os.fdopen(os.dup(self._inflated.fileno()), "rb")
