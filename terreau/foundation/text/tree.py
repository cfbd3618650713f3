"""Order in a stream of tokens: whatever comes in, well-formed blocks of rich text come out.

Every text stands in a block; blocks nest only where they may; nothing is deeper than DEEPEST. An HTML parser reads the
result back as it stands, so that the gate behind it has nothing to mend and its time stays linear.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from terreau.foundation.text import addresses
from terreau.foundation.text.elements import (
    BLOCKS,
    BREAKS,
    CONTAINERS,
    INLINE,
    LEFT_OUT,
    LISTS,
    PARAGRAPHS,
    ROWS,
    SAME,
    attributes_of,
)
from terreau.foundation.text.markup import (
    CLOSE,
    LONGEST,
    LONGEST_ESCAPE,
    MOST_TAGS,
    OPEN,
    TEXT,
    VOID,
    Token,
    escape,
    escape_value,
    read,
    write,
)

DEEPEST = 32
LINE_BREAK = Token(VOID, "br")
# Where links, mentions and tags are left alone.
_QUIET = frozenset({"a", "code", "pre"})
_ROOM = 6  # what one token may open on its own account: table, row, cell, item, paragraph


class Place(NamedTuple):
    """An open element: where its token stands (-1: it has none), what had been seen before it, the block around it."""

    name: str
    token: int
    seen: int
    around: str


class Tree:
    """The open elements, the innermost block among them, and what has been written so far."""

    def __init__(self) -> None:
        self.made: list[Token] = []
        self.open: list[Place] = []
        self.seen = 0
        self.inside = ""
        self._room = LONGEST - 2000
        self._tags = MOST_TAGS - 4 * DEEPEST
        self._too_deep = 0
        self._left_out: list[str] = []

    def take(self, tokens: Iterable[Token]) -> list[Token]:
        for token in tokens:
            if self._room <= 0 or self._tags <= 0:
                break
            if self._left_out or (token.kind == OPEN and token.value in LEFT_OUT):
                self._leave_out(token)
            else:
                self._take(token)
        while self.open:
            self._close_last()
        return self.made

    def _take(self, token: Token) -> None:
        if token.kind == TEXT:
            self._text(token.value)
            return
        name = SAME.get(token.value, token.value)
        if name in BREAKS:
            self._break()
        elif token.kind == CLOSE:
            self._close(name)
        elif token.kind == VOID:
            self._void(name, token.attributes)
        elif name in INLINE:
            self._inline(name, attributes_of(name, token.attributes))
        elif name in BLOCKS:
            self._block(name, attributes_of(name, token.attributes))

    def _leave_out(self, token: Token) -> None:
        """Drawings, formulas and templates are skipped whole; they close in the order they opened."""
        if token.kind == OPEN and token.value in LEFT_OUT:
            self._left_out.append(token.value)
        elif token.kind == CLOSE and token.value in self._left_out:
            del self._left_out[self._left_out.index(token.value) :]

    # --- what comes in

    def _text(self, text: str) -> None:
        inside = self.inside
        if not text.strip():
            if inside == "pre":
                self._text_in_pre(text)
            elif inside and self._last_is_inline() and self.made[-1] != LINE_BREAK:
                self._write_text(text)
            return
        self._make_room()
        if self._begins_a_line():
            text = text.lstrip("\n" if inside == "pre" else None)
        self.seen += 1
        self._write_text(text)

    def _void(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "br":
            if self.inside == "pre":
                self._text_in_pre("\n")
            elif self.inside in PARAGRAPHS or self._last_is_inline():
                self._write_tag(LINE_BREAK)
        elif name == "hr":
            self._close_paragraph()
            self._make_container()
            self._see(Token(VOID, "hr"))
        elif name == "img":
            self._picture(attributes)

    def _picture(self, said: Mapping[str, str]) -> None:
        """A picture kept here stays; one from elsewhere becomes a link, so that no page calls another site."""
        attributes = attributes_of("img", said)
        if attributes:
            self._make_room()
            self._see(Token(VOID, "img", attributes))
            return
        address = addresses.safe_link(said.get("src", ""))
        if not addresses.is_external(address) or self._within("a"):
            self._text(said.get("alt", ""))
            return
        self._inline("a", attributes_of("a", {"href": address}))
        self._text(said.get("alt", "").strip() or address)
        self._close("a")

    def _inline(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "a" and self._within("a"):
            self._close("a")
        if len(self.open) >= DEEPEST - _ROOM:
            self._too_deep += 1
            return
        plain = name in ("a", "span") and not ("href" in attributes or (name == "span" and attributes))
        if not plain:
            self._make_room()
        self._push(name, attributes, shown=not plain)

    def _block(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.inside == "pre" and name == "p":
            self._break()
            return
        self._close_paragraph()
        if len(self.open) >= DEEPEST - _ROOM:
            self._too_deep += 1
        elif name == "li":
            self._item(attributes)
        elif name in ROWS or name in ("td", "th"):
            self._table(name, attributes)
        else:
            self._make_container()
            self._push(name, attributes)

    def _item(self, attributes: Mapping[str, str]) -> None:
        if not self._close_up_to(LISTS, stop=CONTAINERS - {"li"}):
            self._make_container()
            self._push("ul", {})
        self._push("li", attributes)

    def _table(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._make_container()
            self._push("table", attributes)
            return
        above = {"tr": {"thead", "tbody", "table"}, "td": {"tr"}, "th": {"tr"}}.get(name, {"table"})
        if not self._within("table"):
            return
        self._close_up_to(above | {"table"}, stop=frozenset())
        for missing in self._missing(name):
            self._push(missing, {})
        self._push(name, attributes)

    def _missing(self, name: str) -> list[str]:
        """The rows between the table that is open and the part that comes."""
        chain = ["tbody", "tr"]
        inside = self.inside
        if name in ("thead", "tbody"):
            return []
        wanted = chain[:1] if name == "tr" else chain
        return wanted if inside == "table" else [] if inside == "tr" else wanted[1:]

    def _break(self) -> None:
        """The edge of a division: a new paragraph, in a list or a table a new line."""
        inside = self.inside
        if inside == "pre":
            if self.made[-1].kind == TEXT and not self.made[-1].value.endswith("\n"):
                self._text_in_pre("\n")
        elif inside == "p":
            self._close_paragraph()
        elif inside in ("li", "td", "th"):
            self._close_paragraph()
            if self._last_is_inline() and self.made[-1] != LINE_BREAK:
                self._write_tag(LINE_BREAK)

    def _close(self, name: str) -> None:
        if self._too_deep:
            self._too_deep -= 1
        elif name in INLINE:
            self._close_inline(name)
        elif name in PARAGRAPHS:
            if self.inside == name:
                self._close_paragraph()
        elif name in BLOCKS and self._close_up_to({name}, stop=_barrier(name)):
            self._close_last()

    # --- what is open

    def _within(self, name: str) -> bool:
        return any(place.name == name for place in self.open)

    def _last_is_inline(self) -> bool:
        """Whether words could go on here: the last thing written is text, a line break or part of a line."""
        last = self.made[-1] if self.made else Token(OPEN, "")
        return last.kind == TEXT or last.value in INLINE or last.value in ("br", "img")

    def _begins_a_line(self) -> bool:
        last = self.made[-1]
        return (last.kind == OPEN and last.value in BLOCKS) or last == LINE_BREAK

    def _make_room(self) -> None:
        """See to it that text may stand here."""
        self._make_container()
        if self.inside in ("", "blockquote"):
            self._push("p", {})

    def _make_container(self) -> None:
        inside = self.inside
        if inside in LISTS:
            self._push_item()
        elif inside in ROWS:
            for missing in (*self._missing("td"), "td"):
                self._push(missing, {})

    def _push_item(self) -> None:
        """A list in a list belongs to the item before it."""
        if self.made[-1] == Token(CLOSE, "li"):
            self.made.pop()
            self.open.append(Place("li", -2, self.seen, self.inside))
            self.inside = "li"
        else:
            self._push("li", {})

    def _push(self, name: str, attributes: Mapping[str, str], *, shown: bool = True) -> None:
        self.open.append(Place(name, len(self.made) if shown else -1, self.seen, self.inside))
        if name in BLOCKS:
            self.inside = name
        if shown:
            self._write_tag(Token(OPEN, name, attributes))

    def _see(self, token: Token) -> None:
        self.seen += 1
        self._write_tag(token)

    def _text_in_pre(self, text: str) -> None:
        """Space in preformatted text; a line feed right at its start would be lost to the next reader."""
        text = text.lstrip("\n") if self._begins_a_line() else text
        if text:
            self._write_text(text)

    def _write_text(self, text: str) -> None:
        size = len(escape(text))
        if size > self._room:
            text = text[: self._room // LONGEST_ESCAPE]
        self._room -= size
        self.made.append(Token(TEXT, text))

    def _write_tag(self, token: Token) -> None:
        said = sum(len(name) + len(escape_value(value)) + 4 for name, value in token.attributes.items())
        self._room -= 2 * len(token.value) + 5 + said
        self._tags -= 2
        self.made.append(token)

    # --- what is closed

    def _close_inline(self, name: str) -> None:
        for place in reversed(self.open):
            if place.name == name:
                break
            if place.name not in INLINE:
                return
        else:
            return
        while self.open[-1].name != name:
            self._close_last()
        self._close_last()

    def _close_paragraph(self) -> None:
        while self.open and (self.open[-1].name in INLINE or self.open[-1].name in PARAGRAPHS):
            self._close_last()

    def _close_up_to(self, names: Iterable[str], stop: Iterable[str]) -> bool:
        """Close what is open inside the nearest of `names`; nothing happens when `stop` comes first or none is open."""
        for place in reversed(self.open):
            if place.name in names:
                break
            if place.name in stop:
                return False
        else:
            return False
        while self.open[-1].name not in names:
            self._close_last()
        return True

    def _close_last(self) -> None:
        place = self.open.pop()
        self.inside = place.around
        if place.token == -1:
            return
        empty = self.seen == place.seen and place.token >= 0
        if place.name in BLOCKS and not (empty and place.name not in ("td", "th", "tr")):
            self._trim()
        if not empty or place.name in ("td", "th") or (place.name == "tr" and self.made[-1].kind == CLOSE):
            self.made.append(Token(CLOSE, place.name))
        elif place.name in INLINE:
            self._unwrap(place)
        else:
            del self.made[place.token :]

    def _unwrap(self, place: Place) -> None:
        """An empty part of a line goes; space that was in it stays where words could go on."""
        space = self.made[place.token + 1 :]
        del self.made[place.token :]
        if space and self._last_is_inline() and not self._begins_a_line():
            self.made += space

    def _trim(self) -> None:
        while self.made[-1] == LINE_BREAK:
            self.made.pop()


def rewrite(html: str, change: Callable[[str], Iterable[Token]]) -> str:
    """Stored rich text with `change` applied to each piece of text outside links and code."""
    return write(Tree().take(_changed(html, change)))


def free_texts(html: str, kind: str = "") -> Iterator[str]:
    """The pieces of text outside code and links; those of links of one `kind` (mention, tag) count as free."""
    for token, free in _free(html, kind):
        if free:
            yield token.value


def _changed(html: str, change: Callable[[str], Iterable[Token]]) -> Iterator[Token]:
    for token, free in _free(html):
        if free:
            yield from change(token.value)
        else:
            yield token


def _free(html: str, kind: str = "") -> Iterator[tuple[Token, bool]]:
    """Each token, and whether it is text that stands outside links and code."""
    quiet: list[str] = []
    for token in read(html):
        if token.kind == OPEN and token.value in _QUIET and not (kind and token.attributes.get("class") == kind):
            quiet.append(token.value)
        elif token.kind == CLOSE and token.value in quiet:
            del quiet[quiet.index(token.value) :]
        yield token, token.kind == TEXT and not quiet


def _barrier(name: str) -> frozenset[str]:
    """What a closing tag does not reach across."""
    if name == "li":
        return LISTS | {"td", "th", "table"}
    if name in ("td", "th"):
        return frozenset({"td", "th", "table"}) - {name}
    return frozenset() if name == "table" else frozenset({"table"} if name in ROWS else {"td", "th"})
