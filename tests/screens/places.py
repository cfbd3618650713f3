"""The pages that rooms name in tests/worlds/rooms, as addresses of a planted demo company.

`python -m tests.screens.places DIR` prints them as JSON: room, name, who looks, path.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from tests.worlds.shapes import Shot

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:\[[^\]]*\]|[^()])*\)")
ROWS = Path(__file__).parents[1] / "worlds" / "rooms"


def rooms() -> Iterator[tuple[str, Any]]:
    """Each room’s rows."""
    for path in sorted(ROWS.glob("[a-z]*.py")):
        yield path.stem, import_module(f"tests.worlds.rooms.{path.stem}")


def shots() -> Iterator[tuple[str, str, Shot]]:
    """Room, route and look of every page named."""
    for room, rows in rooms():
        for route, looks in getattr(rows, "SHOTS", {}).items():
            yield from ((room, route, look) for look in looks)


def excused() -> dict[str, str]:
    """The routes that show no page of their own, and why."""
    return {name: why for _, rows in rooms() for name, why in getattr(rows, "NO_SCREEN", {}).items()}


def name_of(route: str, look: Shot) -> str:
    """A file’s name: the fixed words of the route, and what tells this look apart."""
    words = re.findall(r"[\w.]+", PARAMETER.sub("one", route))
    return "-".join([*(words or ["home"]), *([look.of] if look.of else [])])


def path_of(route: str, look: Shot, key_of: Callable[[str], str]) -> str:
    """The route as an address, its parameters filled."""

    def filled(found: "re.Match[str]") -> str:
        return key_of(look.fill.get(found[1] or found[2], "none"))

    path = PARAMETER.sub(filled, re.sub(r"/\^", "/", route)).removesuffix("$")
    return f"/{path}?{look.query}" if look.query else f"/{path}"


def places() -> list[dict[str, str]]:
    """Every page, ready to be asked for. Needs Django on the planted network."""
    key_of = import_module("tests.screens.things").key_of
    return [
        {"room": room, "name": name_of(route, look), "who": look.who, "path": path_of(route, look, key_of)}
        for room, route, look in shots()
    ]


if __name__ == "__main__":
    os.environ["TERREAU_DATA"] = sys.argv[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "terreau.project.settings"
    django.setup()
    print(json.dumps(places()))  # noqa: T201 - its product
