"""The page on which the API is read and tried: whole, unfolded, in both languages, and with a token in hand."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from terreau.project.tests.processes import Network
from tests.journeys.test_pages import NARROW, WIDEST
from tests.screens.axe import violations
from tests.screens.looking import WIDE, Visit, at_rest, watched

pytestmark = pytest.mark.journey
UNFOLD = "document.querySelectorAll('main details').forEach(one => one.open = true)"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_axe_finds_nothing_on_it_unfolded(language: str, theme: str, come_in: Callable[..., Visit]) -> None:
    page = come_in("alice", language).open(WIDE, theme)
    heard = watched(page)
    page.goto("/api/v1/docs")
    at_rest(page)
    page.evaluate(UNFOLD)
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        assert violations(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.evaluate(WIDEST)
    assert heard() == []


def test_a_request_is_tried_and_answered(le_lien: Network, come_in: Callable[..., Visit]) -> None:
    _code, said = le_lien.terminal("token", "create", "alice", "--scope", "write", "--days", "1")
    page = come_in("alice", "fr").open(WIDE, "light")
    page.goto("/api/v1/docs")
    send(page, "me_me")
    expect(answer(page, "me_me")).to_contain_text("401")
    page.locator("#api-token").fill(said.split()[-1])
    send(page, "me_me")
    expect(answer(page, "me_me")).to_contain_text(re.compile(r'GET /api/v1/me\s+200[\s\S]+"username": "alice"'))
    page.locator("#posts_publish summary").click()
    page.locator("#posts_publish textarea").fill("{")
    page.locator("#posts_publish button").click()
    expect(answer(page, "posts_publish")).to_contain_text("400")


def send(page: Page, operation: str) -> None:
    box = page.locator(f"#{operation}")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
    box.locator("form button").click()


def answer(page: Page, operation: str) -> Locator:
    return page.locator(f"#{operation} output")
