"""The files of the demo company: real ones, made by code when asked for, always of the same bytes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random

from terreau.project.aubier import documents, drawings
from terreau.project.aubier.clock import anchors
from terreau.project.aubier.paper import pdf
from terreau.project.aubier.script import TEXTS
from terreau.project.aubier.slots import Filler

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


MAKERS: dict[str, Callable[[str], bytes]] = {
    "pdf": pdf,
    "docx": documents.docx,
    "xlsx": documents.xlsx,
    "txt": lambda text: text.encode(),
}


@dataclass(frozen=True, slots=True)
class FileSpec:
    """A file: `content()` makes its bytes."""

    name: str
    kind: str
    media_type: str
    content: Callable[[], bytes]


def catalogue(now: datetime) -> dict[str, FileSpec]:
    """Return every file by name; names that bear a date follow `now`."""
    found = [_written(path, now) for path in sorted((TEXTS / "files").glob("*.*.txt"))]
    found += [_drawn(_dated(name, "fr", now), draw) for name, draw in drawings.PICTURES.items()]
    return {file.name: file for file in found}


def _dated(text: str, language: str, now: datetime) -> str:
    return Filler(Random("files"), language, now.date(), names=anchors(now.date())).fill(text)


def _written(path: Path, now: datetime) -> FileSpec:
    """A text file `NAME.xlsx.txt` whose first line reads "language: fr" and which may hold date gaps."""
    head, _newline, text = path.read_text(encoding="utf-8").partition("\n")
    language = head.removeprefix("language:").strip()
    name = _dated(path.name.removesuffix(".txt").replace("(", "{").replace(")", "}"), language, now)
    kind = Path(name).suffix.removeprefix(".")
    lines = "\n".join(_dated(line, language, now) if line.strip() else "" for line in text.splitlines())
    return FileSpec(name, kind, MEDIA_TYPES[kind], partial(MAKERS[kind], lines))


def _drawn(name: str, draw: Callable[[], bytes]) -> FileSpec:
    return FileSpec(name, "png", MEDIA_TYPES["png"], draw)
