"""Mentions: people named in rich text, in one shape only, `<a class="mention" data-person="KEY" href="/people/KEY">`.

Who may be mentioned is decided by the caller; what is not resolved stays plain text and tells nobody anything (A22).
"""

import re
from collections.abc import Collection, Iterator, Mapping

from terreau.foundation.text.elements import attributes_of
from terreau.foundation.text.markup import CLOSE, LONGEST, OPEN, TEXT, Token, read, write
from terreau.foundation.text.markup import link as linked
from terreau.foundation.text.tree import Tree, rewrite

MOST_MENTIONS = 50
_TYPED = re.compile(r"(?<![\w@./-])@(?:\[([^\[\]\n]{1,200})\]\(([0-9a-z]{1,32})\)|([^\W_][\w.-]{0,150}))")


def find(html: str) -> list[str]:
    """The keys of the people mentioned in stored rich text, each once, in the order of the text."""
    keys = (_person(token) for token in read(html))
    return list(dict.fromkeys(key for key in keys if key))[:MOST_MENTIONS]


def find_names(plain: str) -> list[str]:
    """What may be a mention in text as typed: user names after “@”, and keys from `@[Name](key)`; each once."""
    found = (match.group(2) or _name(match.group(3)) for match in _TYPED.finditer(plain[:LONGEST]))
    return list(dict.fromkeys(found))[:MOST_MENTIONS]


def link(html: str, resolved: Mapping[str, tuple[str, str]]) -> str:
    """Rich text with `@username` and `@[Name](key)` made mentions, outside links and code.

    `resolved` maps what `find_names` gave (user names also in lower case) to the key and the name of the person.
    """
    return rewrite(html, lambda text: _linked(text, resolved)) if "@" in html and resolved else html


def strip(html: str, keep: Collection[str]) -> str:
    """Rich text in which the mentions of all people but those whose keys are in `keep` are plain words."""
    return write(Tree().take(_stripped(html, keep)))


def rename(html: str, names: Mapping[str, str]) -> str:
    """Rich text in which each mention of a person in `names` (by key) shows that name."""
    return write(Tree().take(_renamed(html, names)))


def _person(token: Token) -> str:
    if token.kind != OPEN or token.value != "a" or "data-person" not in token.attributes:
        return ""
    return attributes_of("a", token.attributes).get("data-person", "")


def _name(typed: str) -> str:
    """Without the full stop or the dash of the sentence around it."""
    return typed.rstrip(".-")


def _linked(text: str, resolved: Mapping[str, tuple[str, str]]) -> Iterator[Token]:
    place = 0
    for match in _TYPED.finditer(text):
        typed = match.group(2) or _name(match.group(3))
        person = resolved.get(typed) or resolved.get(typed.lower())
        if person:
            key, name = person
            yield Token(TEXT, text[place : match.start()])
            yield from linked(f"@{name}", class_="mention", data_person=key, href=f"/people/{key}")
            place = match.end() if match.group(2) else match.start() + 1 + len(typed)
    yield Token(TEXT, text[place:])


def _stripped(html: str, keep: Collection[str]) -> Iterator[Token]:
    inside = False
    for token in read(html):
        person = _person(token)
        if person and person not in keep:
            inside = True
        elif inside and token.kind == CLOSE and token.value == "a":
            inside = False
        else:
            yield token


def _renamed(html: str, names: Mapping[str, str]) -> Iterator[Token]:
    inside = False
    for token in read(html):
        inside = inside and not (token.kind == CLOSE and token.value == "a")
        if inside:
            continue
        yield token
        name = names.get(_person(token))
        if name:
            inside = True
            yield Token(TEXT, f"@{name}")
