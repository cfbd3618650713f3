"""What a page said before: its versions, and two of them compared."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from terreau.foundation.identity.models import Person
from terreau.foundation.text import diff
from terreau.foundation.text.blocks import Compared, compared
from terreau.network.pages.models import Page, Version

MOST = 200
AROUND = 1  # unchanged blocks shown beside a changed one
FEW = 2  # unchanged blocks that are not worth folding


@dataclass(frozen=True)
class VersionRow:
    """One version in the list of them."""

    number: int
    title: str
    by: str
    at: datetime
    minor: bool
    restored: int | None


@dataclass(frozen=True)
class Passage:
    """Blocks that follow one another: changed ones and what stands beside them, or a long stretch left alone."""

    blocks: list[Compared]
    unchanged: bool


@dataclass(frozen=True)
class Comparison:
    """Two versions of a page: what changed on the way from `old` to `new`."""

    old: Version
    new: Version
    title: list[diff.Change]
    passages: list[Passage]
    words: tuple[int, int]

    @property
    def same(self) -> bool:
        return not any(self.words) and all(passage.unchanged for passage in self.passages)


def versions_of(viewer: Person, page: Page) -> list[VersionRow]:
    """The versions of a page already known to be visible, the newest first."""
    rows = Version.objects.filter(page=page).order_by("-number").annotate(name=F("by__name"))[:MOST]
    return [VersionRow(row.number, row.title, row.name, row.at, row.minor, row.restored) for row in rows]


def version_at(viewer: Person, page: Page, number: int) -> "QuerySet[Version]":
    """One version of a page already known to be visible."""
    return Version.objects.filter(page=page, number=number).select_related("by")


def comparison(viewer: Person, old: Version, new: Version) -> Comparison:
    """What changed between two versions of a page already known to be visible."""
    steps = compared(old.body, new.body)
    title = diff.words(old.title, new.title)
    return Comparison(old, new, title, passages(steps), counted(steps))


def passages(steps: list[Compared]) -> list[Passage]:
    """Long stretches that nobody changed stand apart, to be folded."""
    changed = [step.state != "same" for step in steps]
    near = [any(changed[max(0, at - AROUND) : at + AROUND + 1]) for at in range(len(steps))]
    made: list[Passage] = []
    for step, shown in zip(steps, near, strict=True):
        if not made or made[-1].unchanged == shown:
            made.append(Passage([], not shown))
        made[-1].blocks.append(step)
    return [Passage(one.blocks, one.unchanged and len(one.blocks) > FEW) for one in made]


def counted(steps: list[Compared]) -> tuple[int, int]:
    """How many words were added and removed."""
    added = removed = 0
    for step in steps:
        changes = step.steps or ((step.state, step.block.text),)
        added += sum(len(text.split()) for what, text in changes if what == "added")
        removed += sum(len(text.split()) for what, text in changes if what == "removed")
    return added, removed
