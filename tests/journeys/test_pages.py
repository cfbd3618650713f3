"""Every page that a room names (tests/worlds/rooms): axe finds nothing, nothing scrolls sideways, nothing is refused.

In light, dark, at twice the size and 320 wide; the first and last in French, the others in English.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from terreau.project.tests.processes import Network
from tests.screens import town
from tests.screens.axe import violations
from tests.screens.looking import Visit, at_rest, watched
from tests.screens.places import shots

pytestmark = pytest.mark.journey
ROOMS = sorted({room for room, _, _ in shots()})
WIDE, TWICE, NARROW = 1280, 640, 320
LOOKS = {"fr": [("light", WIDE), ("light", NARROW)], "en": [("dark", WIDE), ("dark", TWICE)]}


@pytest.fixture(scope="session")
def pages(le_lien: Network) -> list[dict[str, str]]:
    return town.pages(le_lien.folder)


@pytest.mark.parametrize("language", LOOKS)
@pytest.mark.parametrize("room", ROOMS)
def test_page(room: str, language: str, pages: list[dict[str, str]], come_in: Callable[..., Visit]) -> None:
    mine = [page for page in pages if page["room"] == room]
    problems: list[str] = []
    for who in sorted({page["who"] for page in mine}):
        page = come_in(who, language).open(WIDE, LOOKS[language][0][0])
        heard = watched(page)
        for place in (place for place in mine if place["who"] == who):
            page.set_viewport_size({"width": WIDE, "height": 900})
            page.goto(place["path"])
            problems += [f"{place['path']}: {problem}" for problem in [*looked_at(page, language), *heard()]]
    assert not problems, "\n".join(problems)


def looked_at(page: Page, language: str) -> list[str]:
    """What axe and the ruler find in each look at this page."""
    found = []
    at_rest(page)
    for theme, width in LOOKS[language]:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{theme} {width}: {violation}" for violation in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{theme} {width}: scrolls sideways, because of {page.evaluate(WIDEST)}")
    if page.locator("html").get_attribute("lang") != language:
        found.append(f"does not speak {language}")
    return found


WIDEST = """() => [...document.querySelectorAll("main *, header *, nav *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => one.tagName + "." + one.className).slice(0, 5).join(", ")"""
