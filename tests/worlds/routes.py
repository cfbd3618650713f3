"""Every route of the URLconf, and how the matrix walks it. A route that no room declares fails the matrix.

Add your route to your room’s file in tests/worlds/rooms, in the commit that adds it to `urls.py`.
"""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from terreau.foundation.text.keys import new_key
from tests.worlds.canaries import World
from tests.worlds.shapes import Route

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# Kind of thing -> the circle one must read to see it. `<kind>_<space>` is its key in `World.things`.
CIRCLE_OF = {
    "space_secret": "secret",
    "post_secret": "secret",
    "comment_secret": "secret",
    "file_secret": "secret",
    "draft_secret": "own",
    "page_secret": "secret",
    "pagedraft_secret": "own",
    "event_secret": "secret",
    "feed_own": "own",
    "document_secret": "secret",
    "folder_secret": "secret",
    "gone_secret": "secret",
    "notice_secret": "secret",
    "post_closed": "closed",
    "comment_closed": "closed",
    "space_closed": "listing",
    "proposal": "proposals",
    "person": "open",
    "conversation": "conversation",
    "group": "conversation",
    "conversation_message": "conversation",
    "group_message": "conversation",
    "membership_secret": "secret",
}


def declared() -> dict[str, Route]:
    """The rows of every room, in one table."""
    found: dict[str, Route] = {}
    for path in sorted((Path(__file__).parent / "rooms").glob("[a-z]*.py")):
        found |= import_module(f"tests.worlds.rooms.{path.stem}").ROUTES
    return found


ROUTES = declared()


def walk(patterns: list[Any] | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the URLconf as Django joins it, includes resolved."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from walk(entry.url_patterns, route)
        else:
            yield route, entry


def without_secrets(things: dict[str, str]) -> dict[str, str]:
    """The same names, with keys that belong to nothing wherever somebody may not see the thing."""
    return {name: like(key) if name in CIRCLE_OF else key for name, key in things.items()}


def like(key: str) -> str:
    """A key that belongs to nothing, of the same form; the number of a message stays."""
    return "-".join(part if part.isdecimal() else new_key() for part in key.split("-"))


def requests(world: World, name: str, things: dict[str, str] | None = None) -> Iterator[tuple[str, str, Any]]:
    """Method, path and body of every request of a route, naming the `things` (of the world, or of nowhere)."""
    route, things = ROUTES[name], things or world.things
    words = {"key": route.kind, **route.fill}

    def filled(found: "re.Match[str]") -> str:
        what = words.get(found[1], "")
        return things.get(what, what)

    path = "/" + (route.path or PARAMETER.sub(filled, name))
    for method, bodies in route.methods.items():
        for body in bodies if isinstance(bodies, list) else [bodies]:
            yield method, path, body(things) if callable(body) else body
