"""What an import tells: figures of this run, what was left out and why, what to know."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from terreau.bridges.imports.staging.shapes import Said

COUNTED = ("people", "spaces", "posts", "comments", "reactions", "files")
KEPT = 1_000  # lines kept with the import; a command prints them all


@dataclass
class Report:
    """Figures are of what this run added, or would add. `same_name` and `overlapping` name spaces already here."""

    id: str
    counts: Counter[str] = field(default_factory=Counter)
    skipped: list[tuple[str, str, Said]] = field(default_factory=list)
    warnings: list[tuple[str, str, Said]] = field(default_factory=list)
    matched: int = 0
    doubtful: list[dict[str, str]] = field(default_factory=list)
    same_name: list[str] = field(default_factory=list)
    overlapping: list[dict[str, str | int]] = field(default_factory=list)

    def printed(self, *, dry_run: bool) -> dict[str, Any]:
        """As `--json` prints it, in English."""
        told: dict[str, Any] = {"id": self.id, **{name: self.counts[name] for name in COUNTED}}
        told["skipped"] = [{"file": f, "position": p, "reason": str(said)} for f, p, said in self.skipped]
        told["warnings"] = [": ".join(filter(None, [place(f, p), str(said)])) for f, p, said in self.warnings]
        if dry_run:
            told |= {"people_matched": self.matched, "people_doubtful": self.doubtful}
            told |= {"spaces_same_name": self.same_name, "spaces_overlapping": self.overlapping}
        return told

    def stored(self) -> dict[str, Any]:
        """As it is kept with the import: sentences with what fills them, to be translated when they are read."""
        lines = [[f, p, said.text, _plain(said)] for f, p, said in self.skipped[:KEPT]]
        told: dict[str, Any] = {name: self.counts[name] for name in COUNTED}
        told |= {"skipped": lines, "skipped_count": len(self.skipped), "people_matched": self.matched}
        told["warnings"] = [[f, p, said.text, _plain(said)] for f, p, said in self.warnings[:KEPT]]
        told |= {"people_doubtful": self.doubtful[:KEPT], "spaces_same_name": self.same_name[:KEPT]}
        return told | {"spaces_overlapping": self.overlapping[:KEPT]}


def place(file: str, position: str) -> str:
    """Where something stands in an export, for people."""
    return ", ".join(part for part in (file, position) if part)


def _plain(said: Said) -> dict[str, str]:
    return {name: str(value) for name, value in said.values.items()}
