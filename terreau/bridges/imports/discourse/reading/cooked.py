"""The HTML Discourse cooks, in the few tags of the network: quotes, mentions, images, boxes and emoji made plain."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from terreau.bridges.imports.discourse.reading.links import Places, absolute, anchor
from terreau.bridges.imports.discourse.reading.tree import Node, parse
from terreau.bridges.imports.discourse.reading.uploads import SHORT, Held, named
from terreau.bridges.imports.staging import markup, plain
from terreau.bridges.imports.staging.emoji import symbol, with_symbols

LONGEST = 200_000
_INLINE = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "s": "s", "del": "s", "strike": "s"}
_INLINE |= {
    "u": "u",
    "ins": "u",
    "sup": "sup",
    "sub": "sub",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
}
_STYLED = {"bbcode-b": "strong", "bbcode-i": "em", "bbcode-u": "u", "bbcode-s": "s"}
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
_WORDS = {
    "blocks": """p div blockquote pre ul ol table hr aside details section article header figure dl dt dd summary tr
        tbody center footer main fieldset form iframe video audio li""",
    "silent": """svg script style button template noscript object math form input select textarea head title""",
    "decoration": "avatar site-icon thumbnail onebox-avatar onebox-avatar-inline ytp-thumbnail-image",
    "dropped": "quote-controls poll-info poll-buttons meta anchor footnote-backref hashtag-icon-placeholder",
}
_BLOCKS = frozenset([*_WORDS["blocks"].split(), *_HEADINGS])
_SILENT = frozenset(_WORDS["silent"].split())
_DECORATION = frozenset(_WORDS["decoration"].split())
_DROPPED = frozenset(_WORDS["dropped"].split())


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of the forum that a post shows or offers."""

    address: str
    name: str


@dataclass(slots=True)
class Cooked:
    """Clean HTML, and the uploads it refers to (those in `held` are attached and not linked)."""

    html: str = ""
    uploads: list[Upload] = field(default_factory=list)


class Cook:
    """Rewrites one post. `held` tells which uploads the export holds."""

    def __init__(self, places: Places, held: Held) -> None:
        self._places = places
        self._held = held
        self._made = Cooked()

    def cook(self, source: str) -> Cooked:
        self._made.html = self._flow(parse(source[:LONGEST]).children)
        return self._made

    def _flow(self, children: Iterable[Node | str]) -> str:
        """Blocks one after the other; what stands loose between them becomes paragraphs."""
        done: list[str] = []
        loose: list[str] = []
        for child in children:
            if isinstance(child, Node) and _is_block(child):
                done.append(_paragraph(loose))
                loose = []
                done.append(self._block(child))
            else:
                loose.append(self._inline(child))
        return "".join(done) + _paragraph(loose)

    def _inlines(self, node: Node) -> str:
        return "".join(map(self._inline, node.children))

    def _block(self, node: Node) -> str:
        tag, classes = node.tag, node.classes()
        if tag in _SILENT or not _DROPPED.isdisjoint(classes):
            return ""
        special = self._special(node, classes)
        return self._plain(node) if special is None else special

    def _plain(self, node: Node) -> str:
        tag = node.tag
        if tag in _HEADINGS:
            return _wrapped(_HEADINGS[tag], self._inlines(node))
        if tag in ("ul", "ol"):
            return _wrapped(tag, "".join(self._cell(child) for child in _elements(node, ("li",))))
        if tag == "table":
            return self._table(node)
        if tag == "blockquote":
            return _wrapped(tag, self._flow(node.children))
        return "<hr>" if tag == "hr" else self._flow(node.children)

    def _special(self, node: Node, classes: list[str]) -> str | None:
        """The blocks that are Discourse’s own, or None for any other."""
        tag = node.tag
        if tag == "aside" and "quote" in classes:
            return self._quote(node)
        if "onebox" in classes or node.get("data-onebox-src"):
            return self._box(node)
        film = node.get("data-video-src")
        if film or "lightbox-wrapper" in classes or tag in ("iframe", "video", "audio"):
            return _wrapped("p", self._image(film, "") if film else self._media(node))
        if tag == "pre" or "math" in classes:
            words = node.text().strip("\n")
            return f"<pre><code>{markup.escaped(words)}</code></pre>" if words.strip() else ""
        if tag in ("summary", "dt") or "poll-title" in classes:
            return _wrapped("p", _wrapped("strong", self._inlines(node)))
        return None

    def _quote(self, node: Node) -> str:
        """`aside.quote`: who said it, linked to where, then what."""
        name = plain.line(node.get("data-username")) or plain.line(_title(node).rstrip(": "))
        topic, number = plain.whole(node.get("data-topic")), plain.whole(node.get("data-post"))
        message = self._places.message(topic, number) if topic and number else None
        person = self._places.person(name)
        words = markup.escaped(self._places.called(name) or name)
        if message:
            words = markup.reference("message", message, words)
        elif person:
            words = markup.reference("person", person, words)
        inside = [part for child in _elements(node, ("blockquote",)) for part in child.children]
        said = f"<p>{words}:</p>" if name else ""
        return _wrapped("blockquote", said + self._flow(inside or node.children if not said else inside))

    def _box(self, node: Node) -> str:
        """A preview of a linked page: its link and its title remain."""
        links = [below for below in node.all() if below.tag == "a" and below.get("href")]
        titles = [below for below in node.all() if below.tag in ("h3", "h4")]
        address = node.get("data-onebox-src") or (links[0].get("href") if links else "")
        words = next((title.words() for title in titles if title.words()), "") or markup.short(address)
        return _wrapped("p", anchor(address, markup.escaped(plain.line(words)), self._places))

    def _media(self, node: Node) -> str:
        """An image, a film or a sound: a link to it, or the file itself if the export holds it."""
        nodes = [node, *node.all()]
        addresses = [found.get("href") or found.get("src") for found in nodes if found.tag != "img"]
        address = next((found for found in addresses if found), "")
        image = next((found for found in nodes if found.tag == "img"), None)
        named = next((found.words() for found in nodes if "filename" in found.classes()), "")
        if image is not None:
            return self._image(address or image.get("src"), named or image.get("alt"))
        return markup.link(absolute(address, self._places), markup.escaped(markup.short(address))) if address else ""

    def _image(self, address: str, said: str) -> str:
        ending = address.split("?", 1)[0].rsplit("/", 1)[-1]
        # Markdown of a forum says the size of a picture behind its name: “oak|690x388, 50%”.
        name = plain.line(said.partition("|")[0], 120) or plain.file_name(ending)
        if named(address):
            suffix = f".{ending.rsplit('.', 1)[-1]}" if "." in ending else ""
            full = name if name.lower().endswith(suffix.lower()) else name + suffix
            self._made.uploads.append(Upload(address, plain.file_name(full)))
            if self._held(address):
                return ""
        return markup.link(absolute(address, self._places), markup.escaped(name))

    def _table(self, node: Node) -> str:
        rows: list[str] = []
        for row in (below for below in node.all() if below.tag == "tr"):
            rows.append(_wrapped("tr", "".join(self._cell(cell) for cell in _elements(row, ("td", "th")))))
        return _wrapped("table", _wrapped("tbody", "".join(rows)))

    def _cell(self, node: Node) -> str:
        """A cell or a point of a list: bare words, or blocks."""
        bare = not any(isinstance(child, Node) and _is_block(child) for child in node.children)
        inside = self._inlines(node).strip() if bare else self._flow(node.children)
        return f"<{node.tag}>{inside}</{node.tag}>"

    def _inline(self, node: Node | str) -> str:
        if isinstance(node, str):
            return markup.escaped(plain.text(node, LONGEST))
        tag, classes = node.tag, node.classes()
        if tag in _SILENT or not _DROPPED.isdisjoint(classes):
            return ""
        if tag in ("img", "a"):
            return self._picture(node, classes) if tag == "img" else self._link(node, classes)
        if tag == "br":
            return "<br>"
        if "math" in classes:
            return _wrapped("code", markup.escaped(node.words()))
        inside = _ticked(classes) or self._inlines(node)
        style = _INLINE.get(tag) or next((_STYLED[name] for name in classes if name in _STYLED), "")
        return _wrapped(style, inside) if style else inside

    def _picture(self, node: Node, classes: list[str]) -> str:
        if "emoji" in classes:
            name = node.get("alt") or node.get("title")
            return markup.escaped(symbol(name.strip(":")) or with_symbols(plain.line(name, 80)))
        if not _DECORATION.isdisjoint(classes):
            return ""
        return self._image(node.get("src"), node.get("alt"))

    def _link(self, node: Node, classes: list[str]) -> str:
        address = node.get("href").strip()
        if "lightbox" in classes:
            return self._media(node)
        if "attachment" in classes or address.startswith(SHORT):
            self._made.uploads.append(Upload(address, plain.file_name(node.words() or address)))
            return "" if self._held(address) else anchor(address, markup.escaped(node.words()), self._places)
        label = self._inlines(node)
        if "mention-group" in classes or node.get("data-type") == "tag":
            return label if "mention-group" in classes else f"#{label.lstrip('#')}"
        if "mention" in classes:
            name = self._places.called(label.lstrip("@"))
            label = f"@{markup.escaped(name)}" if name else label
        if "hashtag" in classes or "hashtag-cooked" in classes:
            label = f"#{label.lstrip('#')}"
        elif not label.strip():
            return ""
        return anchor(address, label, self._places) if address and not address.startswith("#") else label


def _elements(node: Node, tags: tuple[str, ...]) -> list[Node]:
    """The children of these tags."""
    return [child for child in node.children if isinstance(child, Node) and child.tag in tags]


def _ticked(classes: list[str]) -> str:
    """The box of a list of things to do."""
    return ("☑" if "checked" in classes else "☐") if "chcklst-box" in classes else ""


def _title(node: Node) -> str:
    return next((found.words() for found in node.all() if "title" in found.classes()), "")


def _is_block(node: Node) -> bool:
    return node.tag in _BLOCKS


def _wrapped(tag: str, inside: str) -> str:
    return f"<{tag}>{inside}</{tag}>" if inside.strip() else ""


def _paragraph(loose: list[str]) -> str:
    inside = "".join(loose).strip()
    while inside.startswith("<br>"):
        inside = inside.removeprefix("<br>").strip()
    while inside.endswith("<br>"):
        inside = inside.removesuffix("<br>").strip()
    return f"<p>{inside}</p>" if inside else ""
