"""The one gate for rich text: nothing else makes HTML that Terreau stores.

What comes in is brought into order (`tree`), then an HTML parser with an allow-list has the last word (nh3). Cleaning
what is clean changes nothing.
"""

import re
import unicodedata

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from terreau.foundation.text import addresses
from terreau.foundation.text.elements import BLOCKS, TAGS, attributes_of
from terreau.foundation.text.markup import CLOSE, LONGEST, OPEN, TEXT, VOID, Token, fit, in_one_line, link, read, write
from terreau.foundation.text.tree import Tree, rewrite

LONGEST_MARKDOWN = 50_000
MOST_MARKS = 8_000
_ROUNDS = 4
_MARKS = re.compile(r"[\[\]!*_`~\n]")
_RICH = re.compile(r"\s*<(?:p|h[1-6]|ul|ol|blockquote|pre|table|hr|div)[\s>/]", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"(?:<p>[^<&]*</p>)+")
# Signs without ink: spaces, joiners, direction and variation marks, fillers.
_UNSEEN = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0]"
)
_BETWEEN = {"br": "\n", "td": "\t", "th": "\t", "tr": "\n", "thead": "", "tbody": ""}
_BLANK_LINES = re.compile(r"\n{2,}")
_ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"class", "data-person", "href", "title", "rel"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}


def clean(html: str) -> str:
    """Any HTML as rich text that is safe to store and to show; only the first LONGEST characters count."""
    for _ in range(_ROUNDS):
        ordered = _ordered(html)
        gated = _GATE.clean(ordered)
        if gated == ordered:
            return gated
        html = gated
    return from_plain(to_plain(html))


def from_plain(text: str) -> str:
    """Plain text as rich text: a blank line parts paragraphs, a line end is kept, web addresses become links."""
    made: list[Token] = []
    for paragraph in _BLANK_LINES.split(_trimmed(fit(text[:LONGEST]))):
        made.append(Token(OPEN, "p"))
        for line in paragraph.split("\n"):
            made += [*_linked(line), Token(VOID, "br")]
        made[-1] = Token(CLOSE, "p")
    return clean(write(made))


def from_markdown(text: str) -> str:
    """Markdown (CommonMark, tables, strike-through) as rich text; HTML inside it is shown, not obeyed.

    Beyond LONGEST_MARKDOWN characters or MOST_MARKS signs and lines the text is taken as plain: no post takes longer.
    """
    text = fit(text)
    if len(text) > LONGEST_MARKDOWN or len(_MARKS.findall(text)) > MOST_MARKS:
        return from_plain(text)
    return link_urls(clean(_MARKDOWN.render(text)))


def link_urls(html: str) -> str:
    """Rich text with the web addresses in its words made links."""
    return rewrite(html, _linked) if "://" in html or "www." in html.lower() else html


def to_plain(html: str) -> str:
    """Rich text as plain text: blank lines between blocks, items with a dash or their number, pictures by name."""
    parts: list[str] = []
    lists: list[int] = []
    for token in read(html):
        if token.kind == TEXT:
            parts.append(token.value)
        else:
            parts.append(_said(token, lists))
    return _BLANK_LINES.sub("\n\n", _trimmed("".join(parts).replace("\xa0", " ")))


def shown(html: str) -> Markup:
    """Stored rich text for a template: what came through `clean` is not escaped again."""
    return Markup(html)


def excerpt(text: str, limit: int) -> str:
    """The beginning of rich or plain text in one line, cut between words, with an ellipsis where it is cut."""
    if _RICH.match(text):
        text = _plain_beginning(text, limit) or to_plain(text[: limit * 20 + 4000])
    line = in_one_line(fit(text[: limit * 20 + 4000]))
    if len(line) <= limit:
        return line
    words = line[:limit].rpartition(" ")[0]
    cut = words if len(words) >= limit // 2 else _whole_letters(line, limit - 1)
    return cut.rstrip(" ,;:.!?-–—…\u202f") + "…"


def _plain_beginning(html: str, limit: int) -> str:
    """The words of rich text that begins with plain paragraphs, as most does; nothing where they are not enough."""
    found = _PARAGRAPHS.match(html)
    if not found:
        return ""
    words = found.group().replace("<p>", "").replace("</p>", "\n").replace("\xa0", " ")
    return words if found.end() == len(html) or len(in_one_line(fit(words))) > limit else ""


def is_empty(html: str) -> bool:
    """Whether there is nothing to read and nothing to look at."""
    return not any(
        _UNSEEN.sub("", token.value) if token.kind == TEXT else token.value in ("img", "hr") for token in read(html)
    )


def says_nothing(html: str) -> bool:
    """Whether any HTML is empty once it is cleaned, as it would be stored."""
    return is_empty(clean(html))


def _ordered(html: str) -> str:
    return write(Tree().take(read(html)))


def _permit(tag: str, name: str, value: str) -> str | None:
    """The second look at each attribute: it stays only in the very spelling that `tree` gives it."""
    if name in ("title", "alt"):
        return value
    if name in ("class", "rel"):
        return value if value in ("mention", "tag", addresses.EXTERNAL_REL) else None
    if name == "data-person":
        return value if value.isascii() and value.isalnum() else None
    if name == "href":
        return value if addresses.safe_link(value) == value else None
    return value if attributes_of(tag, {name: value}).get(name) == value else None


def _linked(text: str) -> list[Token]:
    made, place = [], 0
    for start, end, address in addresses.find(text):
        made.append(Token(TEXT, text[place:start]))
        made += link(text[start:end], href=address, rel=addresses.EXTERNAL_REL)
        place = end
    return [*made, Token(TEXT, text[place:])]


def _said(token: Token, lists: list[int]) -> str:
    """What a tag contributes to plain text; `lists` counts the items of the lists that are open (-1: not numbered)."""
    name, opens = token.value, token.kind == OPEN
    if name in ("ul", "ol"):
        return _list_edge(token, lists)
    if name == "li":
        return _item_mark(lists) if opens else ""
    if name == "img":
        return token.attributes.get("alt", "")
    if name in _BETWEEN:
        return "" if opens else _BETWEEN[name]
    if name not in BLOCKS and name != "hr":
        return ""
    return "\n\n" if not lists else "" if opens else "\n"


def _list_edge(token: Token, lists: list[int]) -> str:
    if token.kind == OPEN:
        lists.append(int(token.attributes.get("start", "1") or 1) - 1 if token.value == "ol" else -1)
    elif lists:
        lists.pop()
    return "\n\n" if len(lists) == (token.kind == OPEN) else ""


def _trimmed(text: str) -> str:
    """Without space at the ends of lines and empty lines at the ends of the text."""
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _item_mark(lists: list[int]) -> str:
    if not lists or lists[-1] < 0:
        return "\n" + "  " * min(len(lists) - 1, 8) + "- "
    lists[-1] += 1
    return "\n" + "  " * min(len(lists) - 1, 8) + f"{lists[-1]}. "


def _whole_letters(line: str, limit: int) -> str:
    """Cut without parting a letter from its accents or an emoji from its parts."""
    end = limit
    while 0 < end < len(line) and limit - end < 20 and (_belongs(line[end]) or line[end - 1] == "\u200d"):
        end -= 1
    return line[:end]


def _belongs(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M" or sign == "\u200d" or "\U0001f3fb" <= sign <= "\U0001f3ff"


def _markdown() -> MarkdownIt:
    options = {"html": False, "breaks": True, "maxNesting": 20}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


_MARKDOWN = _markdown()
_GATE = nh3.Cleaner(
    tags=set(TAGS),
    attributes=_ATTRIBUTES,
    attribute_filter=_permit,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)
