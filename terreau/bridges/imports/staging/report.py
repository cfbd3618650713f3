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
KEPT = 1_000  # lines kept with the import; a command prints them all


class Lines:
    """Lines of a report in their order, however many: file, position, what is said. They lie on disk."""

    def __init__(self) -> None:
        self._scratch = Scratch("CREATE TABLE line (file TEXT, position TEXT, said TEXT, filled TEXT);")
        self._count = 0

    def add(self, file: str, position: str, said: Said) -> None:
        filled = json.dumps(_plain(said))
        self._count += self._scratch.run("INSERT INTO line VALUES (?, ?, ?, ?)", file, position, said.text, filled)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[tuple[str, str, Said]]:
        for file, position, said, filled in self._scratch.rows("SELECT * FROM line ORDER BY rowid"):
            yield file, position, Said(said, json.loads(filled))


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
        lines = [[f, p, said.text, _plain(said)] for f, p, said in islice(self.skipped, KEPT)]
        told: dict[str, Any] = {name: self.counts[name] for name in COUNTED}
        told |= {"skipped": lines, "skipped_count": len(self.skipped), "people_matched": self.matched}
        told["warnings"] = [[f, p, said.text, _plain(said)] for f, p, said in islice(self.warnings, KEPT)]
        told |= {"people_doubtful": self.doubtful[:KEPT], "spaces_same_name": self.same_name[:KEPT]}
        return told | {"spaces_overlapping": self.overlapping[:KEPT]}


def place(file: str, position: str) -> str:
    """Where something stands in an export, for people."""
    return ", ".join(part for part in (file, position) if part)


def _plain(said: Said) -> dict[str, str]:
    return {name: str(value) for name, value in said.values.items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
