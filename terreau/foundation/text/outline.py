"""The headings of a rich text: a table of contents, and places that links can lead to."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from terreau.foundation.text.keys import slug
from terreau.foundation.text.markup import CLOSE, OPEN, TEXT, Token, read, write

LEVELS = {"h2": 2, "h3": 3}
BEFORE = "s-"  # no heading takes the name of a part of the page


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of a table of contents: `anchor` is the id of the heading in the outlined text."""

    level: int
    text: str
    anchor: str


@lru_cache(maxsize=512)
def outlined(html: str) -> tuple[str, tuple[Heading, ...]]:
    """Stored rich text with ids on its headings, and those headings in order; empty headings have neither."""
    tokens = list(read(html))
    if not any(token.kind == OPEN and token.value in LEVELS for token in tokens):
        return html, ()
    found: list[Heading] = []
    return write(_anchored(tokens, found)), tuple(found)


def _anchored(tokens: list[Token], found: list[Heading]) -> Iterator[Token]:
    taken: set[str] = set()
    for place, token in enumerate(tokens):
        text = _words(tokens, place) if token.kind == OPEN and token.value in LEVELS else ""
        if not text:
            yield token
            continue
        anchor = _free(f"{BEFORE}{slug(text) or len(taken) + 1}", taken)
        found.append(Heading(LEVELS[token.value], text, anchor))
        yield Token(OPEN, token.value, {**token.attributes, "id": anchor})


def _words(tokens: list[Token], place: int) -> str:
    """What the heading that opens at `place` says."""
    said: list[str] = []
    for token in tokens[place + 1 :]:
        if token.kind == CLOSE and token.value == tokens[place].value:
            break
        if token.kind == TEXT:
            said.append(token.value)
    return " ".join("".join(said).split())


def _free(anchor: str, taken: set[str]) -> str:
    number, free = 1, anchor
    while free in taken:
        number += 1
        free = f"{anchor}-{number}"
    taken.add(free)
    return free
