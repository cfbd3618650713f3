"""What changed between two versions of a text, for the history of edits."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

Operation = Literal["same", "added", "removed"]
Change = tuple[Operation, str]
LONGEST = 200_000
MOST_COMPARED = 600
_WORD = re.compile(r"(?:\w+|[^\w\s])\s*|\s+")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def words(old: str, new: str) -> list[Change]:
    """The steps from `old` to `new`, word by word; what is same and added makes the new text, same and removed the old.

    Versions that differ in more than MOST_COMPARED words are compared line by line first; where lines are too many as
    well, the old passage is given as removed and the new one as added.
    """
    return _merged(_steps(old[:LONGEST], new[:LONGEST], by_line=False))


def _steps(old: str, new: str, *, by_line: bool) -> Iterator[Change]:
    pattern = _LINE if by_line else _WORD
    before, after = pattern.findall(old), pattern.findall(new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    yield "same", "".join(before[:start])
    yield from _middle(before[start : len(before) - end], after[start : len(after) - end], by_line=by_line)
    yield "same", "".join(before[len(before) - end :])


def _middle(before: list[str], after: list[str], *, by_line: bool) -> Iterator[Change]:
    """What lies between the shared beginning and the shared end."""
    if max(len(before), len(after)) <= MOST_COMPARED:
        yield from _compared(before, after, by_line=by_line)
    elif by_line or not (before and after):
        yield "removed", "".join(before)
        yield "added", "".join(after)
    else:
        yield from _steps("".join(before), "".join(after), by_line=True)


def _compared(before: list[str], after: list[str], *, by_line: bool) -> Iterator[Change]:
    for operation, start, end, from_, to in SequenceMatcher(None, before, after).get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[from_:to])
        if operation == "equal":
            yield "same", old
        elif by_line and max(len(_WORD.findall(old)), len(_WORD.findall(new))) <= MOST_COMPARED:
            yield from _steps(old, new, by_line=False)
        else:
            yield "removed", old
            yield "added", new


def _shared(before: Sequence[str], after: Sequence[str]) -> int:
    """How many pieces both begin with."""
    for place, (one, other) in enumerate(zip(before, after, strict=False)):
        if one != other:
            return place
    return min(len(before), len(after))


def _merged(steps: Iterator[Change]) -> list[Change]:
    merged: list[Change] = []
    for operation, text in steps:
        if text and merged and merged[-1][0] == operation:
            merged[-1] = (operation, merged[-1][1] + text)
        elif text:
            merged.append((operation, text))
    return merged
