"""The elements and attributes of rich text, and what those of other writers become."""

import re
from collections.abc import Callable, Mapping

from terreau.foundation.text import addresses

KEY = re.compile(r"[0-9a-z]{1,32}")
PARAGRAPHS = frozenset({"p", "h2", "h3", "h4", "pre"})
LISTS = frozenset({"ul", "ol"})
CONTAINERS = frozenset({"blockquote", "li", "td", "th"})
ROWS = frozenset({"table", "thead", "tbody", "tr"})
INLINE = frozenset({"strong", "em", "s", "u", "sub", "sup", "code", "a", "span"})
BLOCKS = PARAGRAPHS | LISTS | CONTAINERS | ROWS
TAGS = BLOCKS | INLINE | {"br", "hr", "img"}
SAME = {
    "b": "strong",
    "i": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "strike": "s",
    "del": "s",
    "ins": "u",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "menu": "ul",
    "dir": "ul",
    "listing": "pre",
    "tfoot": "tbody",
}
BREAKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside body caption center dd details dialog div dl dt fieldset figcaption figure footer form "
        "header html legend main nav optgroup option search section select summary",
    )
)
LEFT_OUT = frozenset({"svg", "math", "template", "head"})
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}")
_SPAN = re.compile(r"[1-9][0-9]?")
_START = re.compile(r"[0-9]{1,6}")
_PERSON = re.compile(r"/people/([0-9a-z]{1,32})(?:-[^/?#]*)?")
_TAG = re.compile(r"/tags/[^/?#]+")


def attributes_of(name: str, said: Mapping[str, str]) -> dict[str, str]:
    """The attributes that stay, in their canonical order and spelling."""
    if not said:
        return {}
    own = _OWN.get(name)
    kept = own(said) if own else {}
    language = said.get("lang", "")
    if _LANGUAGE.fullmatch(language) and name not in ("img", "a"):
        kept["lang"] = language
    direction = said.get("dir", "").lower()
    if direction in ("ltr", "rtl", "auto") and name in BLOCKS:
        kept["dir"] = direction
    return kept


def _link(said: Mapping[str, str]) -> dict[str, str]:
    address = addresses.safe_link(said.get("href", ""))
    if not address:
        return {}
    kind = said.get("class", "").split()
    person = _PERSON.fullmatch(address)
    if "mention" in kind and person and said.get("data-person") == person.group(1):
        return {"class": "mention", "data-person": person.group(1), "href": f"/people/{person.group(1)}"}
    if "tag" in kind and _TAG.fullmatch(address):
        return {"class": "tag", "href": address}
    kept = {"href": address}
    if said.get("title", "").strip():
        kept["title"] = said["title"].strip()
    if addresses.is_external(address):
        kept["rel"] = addresses.EXTERNAL_REL
    return kept


def _picture(said: Mapping[str, str]) -> dict[str, str]:
    address = addresses.safe_picture(said.get("src", ""))
    return {"src": address, "alt": said.get("alt", "").strip()} if address else {}


def _cell(said: Mapping[str, str]) -> dict[str, str]:
    spans = {name: said.get(name, "") for name in ("colspan", "rowspan")}
    return {name: value for name, value in spans.items() if _SPAN.fullmatch(value) and value != "1"}


def _numbered(said: Mapping[str, str]) -> dict[str, str]:
    start = said.get("start", "")
    return {"start": start} if _START.fullmatch(start) and start != "1" else {}


_OWN: dict[str, Callable[[Mapping[str, str]], dict[str, str]]] = {
    "a": _link,
    "img": _picture,
    "td": _cell,
    "th": _cell,
    "ol": _numbered,
}
