"""Rich text taken apart into blocks: two versions compared so that people can read it, three joined into one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from terreau.foundation.text import diff
from terreau.foundation.text.markup import CLOSE, OPEN, TEXT, VOID, Token, read, write
from terreau.foundation.text.rich import to_plain

State = Literal["same", "added", "removed", "changed"]
LEAVES = frozenset({"p", "h2", "h3", "h4", "pre", "li", "tr"})
LISTS = frozenset({"ul", "ol"})
MOST_COMPARED = 600  # blocks; beyond, the old passage is removed and the new one added
MOST_PAIRS = 200  # blocks compared word by word
ALIKE = 0.45  # of the words of two blocks, from which on one is the other’s next version
FEW, ALIKE_LETTERS = 8, 0.7  # of so few words the letters are compared


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, an item of a list or a row of a table; `html` is what stands inside it."""

    tag: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A block of two versions: as it is in one of them, or where it `changed` the steps from the old to the new."""

    state: State
    block: Block
    steps: tuple[diff.Change, ...] = ()


def blocks(html: str) -> list[Block]:
    """The blocks of stored rich text, in reading order."""
    found: list[tuple[str, list[Token]]] = []
    open_tags: list[str] = []
    for token in read(html):
        if token.kind == OPEN and token.value in LEAVES and not _inside(open_tags, token.value):
            found.append((token.value, []))
            open_tags.append(token.value)
        elif token.kind == CLOSE and open_tags and token.value == open_tags[-1]:
            open_tags.pop()
        elif token.kind == VOID and token.value == "hr":
            found.append(("hr", []))
        elif open_tags and token.value not in LISTS:
            found[-1][1].append(token)
    made = [Block(tag, write(tokens), _text(tokens)) for tag, tokens in found]
    return [block for block in made if block.text or block.tag == "hr" or "<img" in block.html]


def _inside(open_tags: list[str], tag: str) -> bool:
    """A paragraph inside an item or a cell is part of it; an item inside an item is one of its own."""
    return bool(open_tags) and tag != "li"


def _text(tokens: Sequence[Token]) -> str:
    return to_plain(write(token for token in tokens if token.kind != TEXT or token.value)).strip()


def compared(old: str, new: str) -> list[Compared]:
    """The way from one rich text to the next, block by block and inside a changed block word by word."""
    before, after = blocks(old), blocks(new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    middle = _middle(before[start : len(before) - end], after[start : len(after) - end])
    unchanged = [Compared("same", block) for block in after]
    return [*unchanged[:start], *middle, *(unchanged[len(after) - end :] if end else [])]


def _shared(before: Sequence[Block], after: Sequence[Block]) -> int:
    for place, (one, other) in enumerate(zip(before, after, strict=False)):
        if one != other:
            return place
    return min(len(before), len(after))


def _middle(before: Sequence[Block], after: Sequence[Block]) -> list[Compared]:
    if max(len(before), len(after)) > MOST_COMPARED:
        return [*(Compared("removed", block) for block in before), *(Compared("added", block) for block in after)]
    made: list[Compared] = []
    pairs = MOST_PAIRS
    for operation, start, end, from_, to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if operation == "equal":
            made += [Compared("same", block) for block in after[from_:to]]
        else:
            made += _replaced(before[start:end], after[from_:to], pairs)
            pairs -= end - start
    return made


def _replaced(old: Sequence[Block], new: Sequence[Block], pairs: int) -> Iterator[Compared]:
    """Blocks that took the place of others: the next version of one where they are alike, else removed and added."""
    waiting = list(old)
    for block in new:
        found = next((place for place, other in enumerate(waiting[: max(pairs, 0)]) if _alike(other, block)), None)
        if found is None:
            yield Compared("added", block)
            continue
        yield from (Compared("removed", gone) for gone in waiting[:found])
        yield Compared("changed", block, tuple(diff.words(waiting[found].text, block.text)))
        waiting = waiting[found + 1 :]
    yield from (Compared("removed", gone) for gone in waiting)


def _alike(one: Block, other: Block) -> bool:
    """Two versions of the same block, by the words they share."""
    if one.tag != other.tag or "hr" in (one.tag, other.tag):
        return False
    words, others = set(one.text.split()), set(other.text.split())
    if max(len(words), len(others)) <= FEW:
        return SequenceMatcher(None, one.text, other.text).quick_ratio() >= ALIKE_LETTERS
    return len(words & others) >= ALIKE * max(len(words), len(others))


@dataclass(frozen=True, slots=True)
class Joined:
    """Two next versions of one text in one. `overlaps`: places that both changed; there both stand, theirs first."""

    html: str
    overlaps: int


def joined(base: str, theirs: str, mine: str) -> Joined:
    """What both did to `base`: nothing that either wrote is lost, and nothing they left alone stands twice."""
    if mine in (theirs, base):
        return Joined(theirs, 0)
    if theirs == base:
        return Joined(mine, 0)
    parts, overlaps = _join(_tops(base), _tops(theirs), _tops(mine))
    return Joined("".join(parts), overlaps)


def _join(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> tuple[list[str], int]:
    made: list[str] = []
    overlaps = 0
    at = at_theirs = at_mine = 0
    for here, there, own in [*_anchors(base, theirs, mine), (len(base), len(theirs), len(mine))]:
        parts, lost = _chunk(base[at:here], theirs[at_theirs:there], mine[at_mine:own])
        made += [*parts, *base[here : here + 1]]
        overlaps += lost
        at, at_theirs, at_mine = here + 1, there + 1, own + 1
    return made, overlaps


def _anchors(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[tuple[int, int, int]]:
    """Blocks that both left as they were: their places in all three."""
    one, other = _matches(base, theirs), _matches(base, mine)
    return [(place, one[place], other[place]) for place in sorted(one.keys() & other.keys())]


def _matches(base: Sequence[str], changed: Sequence[str]) -> dict[int, int]:
    if max(len(base), len(changed)) > 4 * MOST_COMPARED:
        return {}
    found = SequenceMatcher(None, base, changed, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in found for step in range(block.size)}


def _chunk(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> tuple[list[str], int]:
    """One passage between two places that nobody touched."""
    base, theirs, mine = list(base), list(theirs), list(mine)
    if mine in (theirs, base):
        return list(theirs), 0
    if theirs == base:
        return list(mine), 0
    if len(base) == len(theirs) == len(mine) > 1:
        one_by_one = [_chunk([b], [t], [m]) for b, t, m in zip(base, theirs, mine, strict=True)]
        return [part for parts, _lost in one_by_one for part in parts], sum(lost for _parts, lost in one_by_one)
    if len(base) == len(theirs) == len(mine) == 1 and (tag := _holder(base[0], theirs[0], mine[0])):
        inner, overlaps = _join(*(_tops(block, within=tag) for block in (base[0], theirs[0], mine[0])))
        return [f"<{tag}>{''.join(inner)}</{tag}>"], overlaps
    return [*theirs, *mine], 1


def _holder(*same: str) -> str:
    """The list or table that all of these are, whose parts can be joined one by one."""
    return next((tag for tag in ("ul", "ol", "tbody", "blockquote") if all(b.startswith(f"<{tag}>") for b in same)), "")


@lru_cache(maxsize=64)
def _tops(html: str, within: str = "") -> tuple[str, ...]:
    """The outermost blocks of a rich text, or of one of its blocks (`within`: that block’s tag)."""
    inner = html[len(within) + 2 : -len(within) - 3] if within else html
    made: list[list[Token]] = []
    depth = 0
    for token in read(inner):
        if depth == 0:
            made.append([])
        depth += (token.kind == OPEN) - (token.kind == CLOSE)
        made[-1].append(token)
    return tuple(write(tokens) for tokens in made)
