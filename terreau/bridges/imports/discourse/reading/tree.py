"""HTML as a shallow tree, in time that grows with its length only, however it is broken.

Made for what forums render (well-formed, already safe once), not for browsing: a tag that does not parse is text,
an end tag that fits nothing is nothing, and what is nested deeper than `DEEPEST` stays where the limit was reached.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

DEEPEST = 40
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:][a-zA-Z0-9_:.-]*+)\s*+(?:=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?""")
_VOID = frozenset(["br", "hr", "img", "input", "source", "wbr", "col", "meta", "link", "embed", "param", "track"])


@dataclass(slots=True)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node | str]" = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    def classes(self) -> list[str]:
        return self.get("class").split()

    def all(self) -> "Iterator[Node]":
        """Every element below, in order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.all()

    def words(self) -> str:
        """The text of everything below, on one line."""
        parts = (child if isinstance(child, str) else child.words() for child in self.children)
        return " ".join("".join(parts).split())

    def text(self) -> str:
        """The text of everything below, as it stands."""
        parts = (
            child if isinstance(child, str) else "\n" if child.tag == "br" else child.text() for child in self.children
        )
        return "".join(parts)


def parse(source: str) -> Node:
    """The tree of a piece of HTML, below a root without a tag."""
    root = Node("")
    opened = [root]
    place = 0
    for start, match, after in _tags(source):
        _write(opened[-1], source[place:start])
        place = after
        if match is None:
            continue
        tag = match[2].lower()
        if match[1]:
            _close(opened, tag)
        else:
            _open(opened, tag, match[3])
    _write(opened[-1], source[place:])
    return root


def _tags(source: str) -> Iterator[tuple[int, re.Match[str] | None, int]]:
    """Where each tag (or comment: no match) starts, what it is, and where it ends."""
    place, comments = 0, True
    while (place := source.find("<", place)) >= 0:
        match = _TAG.match(source, place)
        if match:
            yield place, match, match.end()
            place = match.end()
        elif comments and source.startswith("<!--", place):
            end = source.find("-->", place + 4)
            comments = end >= 0
            yield place, None, (end + 3 if comments else place + 4)
            place = end + 3 if comments else place + 4
        else:
            place += 1


def _write(node: Node, words: str) -> None:
    if words:
        node.children.append(html.unescape(words))


def _open(opened: list[Node], tag: str, attributes: str) -> None:
    if len(opened) > DEEPEST and tag not in _VOID:
        return
    node = Node(tag, {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(attributes)})
    opened[-1].children.append(node)
    if tag not in _VOID and not attributes.endswith("/"):
        opened.append(node)


def _close(opened: list[Node], tag: str) -> None:
    for depth in range(len(opened) - 1, 0, -1):
        if opened[depth].tag == tag:
            del opened[depth:]
            return
