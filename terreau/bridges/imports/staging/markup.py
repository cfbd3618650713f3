"""The HTML that readers write: few tags, everything escaped, links into the community left as references."""

import html
from urllib.parse import quote, urlsplit

_TAGS = "p br strong em s u sup sub code pre blockquote ul ol li a h2 h3 h4 hr table thead tbody tr th td"
TAGS = frozenset(_TAGS.split())
_SCHEMES = ("http://", "https://", "mailto:", "tel:")


def escaped(words: str) -> str:
    """Words as the content of an element."""
    return html.escape(words, quote=False) if "&" in words or "<" in words or ">" in words else words


def link(address: str, label: str) -> str:
    """An anchor, `label` being HTML; only the label if the address is none that a reader should follow."""
    usable = address.lower().startswith(_SCHEMES) and len(address) <= 4000 and not any(c <= " " for c in address)
    return f'<a href="{html.escape(address)}">{label}</a>' if usable else label


def reference(kind: str, source_id: str, label: str) -> str:
    """An anchor to something of the same community (`person`, `space`, `message`); `label` is HTML."""
    return f'<a href="ref:{kind}/{quote(source_id, safe="/:.@")}">{label}</a>'


def short(address: str) -> str:
    """An address as words: without its scheme, not longer than a line."""
    bare = address.split("://", 1)[-1].rstrip("/")
    return bare if len(bare) <= 80 else bare[:79] + "…"


def host(address: str) -> str:
    """The host of an address in lower case, or nothing."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""
