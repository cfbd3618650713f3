"""What an import tells: figures of this run, what was left out and why, what to know."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, Any

from terreau.bridges.imports.staging.scratch import Scratch
from terreau.bridges.imports.staging.shapes import Said

COUNTED = ("people", "spaces", "posts", "comments", "reactions", "files")
KEPT = 1_000  # entries of each list kept with the import; a command prints them all
EXAMPLES = 20  # places kept of each thing that is said
_SAME = ("kind", "most")  # what fills a sentence without telling one line from another
_ALL = "SELECT file, position, said, filled FROM line ORDER BY rowid"
_SCHEMA = """CREATE TABLE line (file TEXT, position TEXT, said TEXT, kind TEXT, filled TEXT);
    CREATE INDEX line_by_said ON line (said, kind);"""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that say the same, and the first of them with their place. What differs between them is “…” in `said`."""

    said: Said
    count: int
    lines: list[tuple[str, str, Said]]

    def stored(self) -> dict[str, Any]:
        lines = [[file, position, dict(said.values)] for file, position, said in self.lines]
        return {"said": self.said.text, "filled": dict(self.said.values), "count": self.count, "lines": lines}


class Lines:
    """Lines of a report in their order, however many: file, position, what is said. They lie on disk."""

    def __init__(self) -> None:
        self._scratch = Scratch(_SCHEMA)
        self._count = 0

    def add(self, file: str, position: str, said: Said) -> None:
        kind, filled = str(said.values.get("kind", "")), json.dumps(_plain(said))
        put = "INSERT INTO line VALUES (?, ?, ?, ?, ?)"
        self._count += self._scratch.run(put, file, position, said.text, kind, filled)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[tuple[str, str, Said]]:
        for file, position, said, filled in self._scratch.rows(_ALL):
            yield file, position, Said(said, json.loads(filled))

    def groups(self, most: int) -> list[Group]:
        """What is said, each once, in the order in which it first was; of each the first `most` lines."""
        question = """SELECT said, kind, count(*), count(DISTINCT filled) FROM line
            GROUP BY 1, 2 ORDER BY min(rowid) LIMIT ?"""
        found = list(self._scratch.rows(question, KEPT))
        return [self._group(most, said, kind, count, different) for said, kind, count, different in found]

    def _group(self, most: int, said: str, kind: str, count: int, different: int) -> Group:
        question = "SELECT file, position, filled FROM line WHERE said = ? AND kind = ? ORDER BY rowid LIMIT ?"
        rows = self._scratch.rows(question, said, kind, most)
        lines = [(file, position, Said(said, json.loads(filled))) for file, position, filled in rows]
        filled = lines[0][2].values
        same = filled if different == 1 else {name: filled[name] for name in _SAME if name in filled}
        return Group(Said(said, {name: same.get(name, "…") for name in filled}), count, lines)


@dataclass
class Report:
    """Figures are of what this run added, or would add. `same_name` and `overlapping` name spaces already here."""

    id: str
    counts: Counter[str] = field(default_factory=Counter)
    skipped: Lines = field(default_factory=Lines)
    warnings: Lines = field(default_factory=Lines)
    matched: int = 0
    doubtful: list[dict[str, str]] = field(default_factory=list)
    same_name: list[str] = field(default_factory=list)
    overlapping: list[dict[str, str | int]] = field(default_factory=list)

    def printed(self, *, dry_run: bool, most: int | None = None) -> dict[str, Any]:
        """As `--json` prints it, in English; of skipped things and warnings the first `most`."""
        lines = {name: list(islice(lines, most)) for name, lines in self._lines().items()}
        return self._figures() | lines | (self._foretold() if dry_run else {})

    def write(self, stream: IO[str], *, dry_run: bool) -> None:
        """The same as one line of JSON, without ever holding it all."""
        stream.write(_json(self._figures()).removesuffix("}"))
        for name, lines in self._lines().items():
            stream.write(f', "{name}": [')
            stream.writelines(f"{', ' if number else ''}{_json(line)}" for number, line in enumerate(lines))
            stream.write("]")
        stream.write(f", {_json(self._foretold())[1:]}\n" if dry_run else "}\n")

    def _figures(self) -> dict[str, Any]:
        return {"id": self.id, **{name: self.counts[name] for name in COUNTED}}

    def _foretold(self) -> dict[str, Any]:
        people = {"people_matched": self.matched, "people_doubtful": self.doubtful}
        return people | {"spaces_same_name": self.same_name, "spaces_overlapping": self.overlapping}

    def _lines(self) -> dict[str, Iterator[Any]]:
        return {
            "skipped": ({"file": f, "position": p, "reason": str(said)} for f, p, said in self.skipped),
            "warnings": (": ".join(filter(None, [place(f, p), str(said)])) for f, p, said in self.warnings),
        }

    def stored(self) -> dict[str, Any]:
        """As it is kept with the import: sentences with what fills them, to be translated when they are read."""
        told: dict[str, Any] = {name: self.counts[name] for name in COUNTED}
        told |= {"left_out": [group.stored() for group in self.skipped.groups(EXAMPLES)]}
        told |= {"left_out_count": len(self.skipped), "people_matched": self.matched}
        told |= {"told": [group.stored() for group in self.warnings.groups(EXAMPLES)]}
        told |= {"people_doubtful": self.doubtful[:KEPT], "spaces_same_name": self.same_name[:KEPT]}
        return told | {"spaces_overlapping": self.overlapping[:KEPT]}


def place(file: str, position: str) -> str:
    """Where something stands in an export, for people."""
    return ", ".join(part for part in (file, position) if part)


def _plain(said: Said) -> dict[str, str]:
    return {name: str(value) for name, value in said.values.items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
