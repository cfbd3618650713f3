"""Addresses in posts: which lead into the forum, and to what."""

import re
from typing import Protocol

from terreau.bridges.imports.staging import markup

_TOPIC = re.compile(r"\A/t/(?:[^/?#\s]{1,300}/)?(\d{1,12})(?:/(\d{1,9}))?/?(?:[?#].*)?\Z", re.ASCII)
_POST = re.compile(r"\A/p/(\d{1,12})(?:/|\?|#|\Z)", re.ASCII)
_PERSON = re.compile(r"\A/(?:u|users)/([\w.-]{1,80})/?(?:[/?#].*)?\Z")
_CATEGORY = re.compile(r"\A/c/(?:[^/?#\s]{1,300}/){0,3}(\d{1,9})(?:[/?#].*)?\Z", re.ASCII)


class Places(Protocol):
    """What the forum holds, by the names its addresses use; None for what the export does not have."""

    host: str

    def person(self, username: str) -> str | None: ...

    def called(self, username: str) -> str | None: ...

    def space(self, category: int) -> str | None: ...

    def message(self, topic: int, number: int) -> str | None: ...

    def post(self, post: int) -> str | None: ...

    def title(self, topic: int) -> str | None: ...


def own_path(address: str, places: Places) -> str | None:
    """The path of an address on the forum itself, or None."""
    if address.startswith("/") and not address.startswith("//"):
        return address
    if places.host and markup.host(address if "//" not in address[:2] else f"https:{address}") == places.host:
        path = address.split("//", 1)[1].partition("/")[2]
        return f"/{path}"
    return None


def absolute(address: str, places: Places) -> str:
    """The address in full, as far as the forum’s own host is known."""
    if address.startswith("//"):
        return f"https:{address}"
    if address.startswith("/"):
        return f"https://{places.host}{address}" if places.host else ""
    return address


def anchor(address: str, label: str, places: Places) -> str:
    """A link as HTML around `label` (HTML): a reference into the community where it leads there."""
    path = own_path(address, places)
    found = target(path, places) if path else None
    if found:
        kind, source_id = found
        topic = _TOPIC.match(path or "")
        if topic and label.startswith(("http", "/t/")):
            label = markup.escaped(places.title(int(topic[1])) or label)
        return markup.reference(kind, source_id, label)
    return markup.link(absolute(address, places), label)


def target(path: str, places: Places) -> tuple[str, str] | None:
    """What a path of the forum leads to, as kind and source id."""
    found: str | None = None
    kind = "message"
    if match := _TOPIC.match(path):
        # A post that the export does not hold: its conversation is nearer than the forum of before.
        topic = int(match[1])
        found = places.message(topic, int(match[2] or 1)) or places.message(topic, 1)
    elif match := _POST.match(path):
        found = places.post(int(match[1]))
    elif match := _PERSON.match(path):
        kind, found = "person", places.person(match[1])
    elif match := _CATEGORY.match(path):
        kind, found = "space", places.space(int(match[1]))
    return (kind, found) if found else None
