"""Tags: `#mot-clé` in a text, found and linked to `/tags/mot-cle`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from terreau.foundation.text import addresses
from terreau.foundation.text.folding import fold
from terreau.foundation.text.markup import LONGEST, TEXT, Token
from terreau.foundation.text.markup import link as linked
from terreau.foundation.text.tree import free_texts, rewrite

MOST_TAGS = 10
LONGEST_TAG = 50
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u200c\u200d"
_TYPED = re.compile(rf"(?<![\w&/#@.-])[#＃]((?:[\w-]|[{_MARKS}])++)")
_CODE = re.compile(r"```[^`]*+(?:```)?|`[^`\n]*+`?")


class Tag(NamedTuple):
    """`folded` is the word in addresses and indexes, `name` the word as it was written."""

    folded: str
    name: str


def find(plain: str) -> list[Tag]:
    """The tags of a text as typed, each once, at most MOST_TAGS; not in web addresses nor between backticks."""
    return _first(match[2] for match in _matches(_CODE.sub(lambda code: " " * len(code.group()), plain[:LONGEST])))


def find_rich(html: str) -> list[Tag]:
    """The tags of stored rich text, linked or not; not in code nor in other links."""
    return _first(match[2] for text in free_texts(html, "tag") for match in _matches(text))


def link(html: str) -> str:
    """Rich text with its tags linked, outside links and code."""
    if "#" not in html and "＃" not in html:
        return html
    known = {tag.folded for tag in find_rich(html)}
    return rewrite(html, lambda text: _linked(text, known))


def _first(tags: Iterator[Tag]) -> list[Tag]:
    found: dict[str, Tag] = {}
    for tag in tags:
        found.setdefault(tag.folded, tag)
        if len(found) == MOST_TAGS:
            break
    return list(found.values())


def _matches(text: str) -> Iterator[tuple[int, int, Tag]]:
    """Where tags stand in plain text: start, end, tag."""
    if "#" not in text and "＃" not in text:
        return
    taken = [(start, end) for start, end, _ in addresses.find(text)]
    for match in _TYPED.finditer(text):
        while taken and taken[0][1] <= match.start():
            taken.pop(0)
        shown = match.group(1).rstrip("-_")
        key = fold(shown).replace("_", "-").strip("-")
        in_address = bool(taken) and taken[0][0] <= match.start()
        if not in_address and len(shown) <= LONGEST_TAG and any(letter.isalpha() for letter in key):
            yield match.start(), match.start() + 1 + len(shown), Tag(key, shown)


def _linked(text: str, known: set[str]) -> Iterator[Token]:
    place = 0
    for start, end, tag in _matches(text):
        if tag.folded in known:
            yield Token(TEXT, text[place:start])
            yield from linked(text[start:end], class_="tag", href=f"/tags/{tag.folded}")
            place = end
    yield Token(TEXT, text[place:])
