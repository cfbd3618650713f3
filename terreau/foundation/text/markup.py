"""HTML read into tokens and written again.

The reader follows the tokenizer of the HTML standard without building a tree: one pass, no backtracking, so its time
grows with the length of the text whatever the text is. What is written is the one canonical spelling of rich text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from types import MappingProxyType
from typing import NamedTuple

TEXT, OPEN, CLOSE, VOID = range(4)
LONGEST = 200_000
MOST_TAGS = 16_000
LONGEST_ESCAPE = len("&nbsp;")
VOIDS = frozenset(
    {"br", "hr", "img", "input", "wbr", "col", "area", "base", "embed", "link", "meta", "source", "track"}
)
_RAW = frozenset(
    {"script", "style", "iframe", "noembed", "noframes", "noscript", "xmp", "textarea", "title", "plaintext"}
)
_KEPT = frozenset({"href", "title", "src", "alt", "class", "data-person", "lang", "dir", "colspan", "rowspan", "start"})
_SIMPLE = re.compile(r"<(/?)([a-z][a-z0-9]*+)>")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_ATTRIBUTE = re.compile(r"""[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"?|'([^']*+)'?|([^\s>"'][^\s>]*+)?))?+""")
_TAG_END = re.compile(r"[\s/]*+>")
_COMMENT_END = re.compile(r"--!?>")
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{7,}+);?")
_PLAIN_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,30};)")
# Controls, halves of surrogate pairs, non-characters and the two overrides that turn a whole line round.
_GAPS = re.compile(r"[^\S\u00a0\u202f]+")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Token(NamedTuple):
    kind: int
    value: str
    attributes: Mapping[str, str] = _NOTHING


def fit(text: str) -> str:
    """Text without characters that no page, feed or database can carry; lines end in a line feed."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub("", text) if _UNFIT.search(text) else text


def in_one_line(text: str) -> str:
    """Text on one line. Spaces that must not break (U+00A0, U+202F) stay as they are."""
    if "\u00a0" in text or "\u202f" in text:
        return _GAPS.sub(" ", text).strip(" ")
    return " ".join(text.split())


def read(html: str) -> Iterator[Token]:
    """The tokens of any HTML (LONGEST characters and MOST_TAGS tags of it at most) without scripts and comments."""
    html = fit(html[:LONGEST])
    place, tags = 0, 0
    while tags < MOST_TAGS:
        found = html.find("<", place)
        if found < 0:
            break
        if found > place:
            yield Token(TEXT, decode(html[place:found]))
        tags += 1
        simple = _SIMPLE.match(html, found)
        if simple and simple.group(2) not in _RAW:
            closes, name = simple.groups()
            yield Token(CLOSE if closes else VOID if name in VOIDS else OPEN, name)
            place = simple.end()
            continue
        token, place = _markup(html, found)
        if token:
            yield token
    else:
        return
    if place < len(html):
        yield Token(TEXT, decode(html[place:]))


def write(tokens: Iterable[Token]) -> str:
    """The canonical spelling: lower-case tags, double quotes, four escapes."""
    parts = []
    for kind, value, attributes in tokens:
        if kind == TEXT:
            parts.append(escape(value))
        elif kind == CLOSE:
            parts.append(f"</{value}>")
        elif attributes:
            said = "".join(f' {name}="{escape_value(text)}"' for name, text in attributes.items())
            parts.append(f"<{value}{said}>")
        else:
            parts.append(f"<{value}>")
    return "".join(parts)


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def escape_value(text: str) -> str:
    return escape(text).replace('"', "&quot;")


def decode(text: str) -> str:
    """Text with its character references resolved."""
    return fit(unescape(_HUGE_REFERENCE.sub("\ufffd", text))) if "&" in text else text


def link(text: str, **attributes: str) -> list[Token]:
    """The tokens of a link; `class_` and `data_person` stand for the attributes with those names."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return [Token(OPEN, "a", named), Token(TEXT, text), Token(CLOSE, "a")]


def _markup(html: str, start: int) -> tuple[Token | None, int]:
    """What begins at the “<” at `start`, and where it ends."""
    following = html[start + 1 : start + 2]
    if following == "/":
        return _closing(html, start)
    if following in ("!", "?"):
        return None, _after_comment(html, start)
    name = _NAME.match(html, start + 1)
    if not name:
        return Token(TEXT, "<"), start + 1
    return _opening(html, name.group().lower(), name.end())


def _opening(html: str, name: str, place: int) -> tuple[Token | None, int]:
    attributes, end = _attributes(html, place)
    if end < 0:
        return None, len(html)
    if name in _RAW:
        return None, _after_raw(html, name, end)
    if name in ("svg", "math") and html[end - 2 : end] == "/>":
        return None, end
    return Token(VOID if name in VOIDS else OPEN, name, attributes or _NOTHING), end


def _closing(html: str, start: int) -> tuple[Token | None, int]:
    name = _NAME.match(html, start + 2)
    if not name:
        end = html.find(">", start)
        return (None, end + 1) if end >= 0 else (Token(TEXT, "</") if start + 2 >= len(html) else None, len(html))
    _, end = _attributes(html, name.end())
    return (Token(CLOSE, name.group().lower()), end) if end >= 0 else (None, len(html))


def _attributes(html: str, place: int) -> tuple[dict[str, str], int]:
    """The attributes that matter and the place after the tag; -1 for a tag that never ends."""
    kept: dict[str, str] = {}
    while True:
        end = _TAG_END.match(html, place)
        if end:
            return kept, end.end()
        said = _ATTRIBUTE.match(html, place)
        if not said:
            return kept, -1
        place = said.end()
        name = said.group(1).lower()
        if name in _KEPT and name not in kept:
            kept[name] = _decode_value(said.group(2) or said.group(3) or said.group(4) or "")


def _decode_value(text: str) -> str:
    """In attributes a reference by name needs its semicolon: ?a=1&copy=2 is an address."""
    if "&" not in text:
        return text
    return fit(_PLAIN_REFERENCE.sub(lambda found: unescape(found.group()), _HUGE_REFERENCE.sub("\ufffd", text)))


def _after_comment(html: str, start: int) -> int:
    if not html.startswith("<!--", start):
        end = html.find(">", start)
        return end + 1 if end >= 0 else len(html)
    if html.startswith((">", "->"), start + 4):
        return html.index(">", start) + 1
    found = _COMMENT_END.search(html, start + 4)
    return found.end() if found else len(html)


def _after_raw(html: str, name: str, place: int) -> int:
    """After the element whose content is not markup; a script that never ends takes the rest with it."""
    found = re.compile(rf"</{name}(?=[\s/>])[^>]*>?", re.IGNORECASE).search(html, place)
    return found.end() if found else len(html)
