"""What stands in the folders of the spaces, read from `texts/shelves.md`."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from random import Random

from terreau.project.aubier.clock import ago, anchors
from terreau.project.aubier.files import FileSpec
from terreau.project.aubier.script import TEXTS, ScriptError
from terreau.project.aubier.shapes import Company, ShelvedSpec
from terreau.project.aubier.slots import Filler


def shelves(made: Company, files: dict[str, FileSpec], now: datetime) -> list[ShelvedSpec]:
    """Return every file, in the order of the text."""
    text = (TEXTS / "shelves.md").read_text(encoding="utf-8")
    return [
        shelved
        for piece in re.split(r"^# ", text, flags=re.MULTILINE)[1:]
        for shelved in _space(piece, made, files, now)
    ]


def _space(piece: str, made: Company, files: dict[str, FileSpec], now: datetime) -> Iterator[ShelvedSpec]:
    head, _, body = piece.partition("\n")
    space, _, language = head.partition(" ")
    for line in re.split(r"^- ", body, flags=re.MULTILINE)[1:]:
        yield _shelved(line, space, language or "fr", made, files, now)


def _shelved(
    text: str, space: str, language: str, made: Company, files: dict[str, FileSpec], now: datetime
) -> ShelvedSpec:
    """ "Folder/Name.pdf | who 9w | who 5w | bin who 2d", and below it "> who | 3d | What was said." """
    first, *rest = text.strip().splitlines()
    filler = Filler(Random(f"shelves/{first}"), language, now.date(), made.alias, anchors(now.date()))
    path, *moments = (part.strip() for part in first.split("|"))
    place = PurePosixPath(_path(path, filler))
    given = [_moment(part.removeprefix("bin "), made, filler, now) for part in moments]
    binned = given.pop() if moments[-1].startswith("bin ") else None
    earlier = [f"{place.stem}~{number}{place.suffix}" for number in range(1, len(given))]
    names = [*earlier, place.name]
    versions = [(who, at, name if name in files else place.name) for (who, at), name in zip(given, names, strict=True)]
    if place.name not in files:
        raise ScriptError(f"shelves.md: no file is called “{place.name}”")
    return ShelvedSpec(
        space=space,
        folders=place.parts[:-1],
        name=place.name,
        language=language,
        versions=tuple(versions),
        binned=binned,
        said=tuple(_said(line, made, filler, now) for line in rest if line.startswith(">")),
    )


def _path(text: str, filler: Filler) -> str:
    """Only the gaps are filled: names of files keep their hyphens as they are."""
    return re.sub(r"\{[^{}]+\}", lambda gap: filler.fill(gap[0]), text)


def _moment(text: str, made: Company, filler: Filler, now: datetime) -> tuple[str, datetime]:
    who, _, at = text.partition(" ")
    person = made.people[made.alias[who]]
    return person.login, ago(at, person, now, filler.rng)


def _said(line: str, made: Company, filler: Filler, now: datetime) -> tuple[str, datetime, str]:
    who, at, words = (part.strip() for part in line.removeprefix(">").split("|"))
    person = made.people[made.alias[who]]
    return person.login, ago(at, person, now, filler.rng), filler.fill(words)
