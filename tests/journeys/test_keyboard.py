"""Everything by keyboard alone, on the real pages: the skip link, / n j k ?, menus, reactions, writing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.screens.looking import WIDE, Visit

pytestmark = pytest.mark.journey


@pytest.fixture(params=["fr", "en"])
def page(request: pytest.FixtureRequest, come_in: Callable[..., Visit]) -> Page:
    page = come_in("bob", request.param).open(WIDE, "light")
    page.goto("/")
    return page


def ring(page: Page) -> float:
    """How wide the ring around the focused element is."""
    return float(page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)"))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_from_the_skip_link_to_the_first_post(page: Page) -> None:
    press(page, "Tab")
    expect(page.locator("a.skip")).to_be_focused()
    assert ring(page) >= 3
    press(page, "Enter")
    expect(page.locator("#main")).to_be_focused()
    press(page, "j", "j", "k")
    expect(page.locator("article.post").first).to_be_focused()
    press(page, "?")
    expect(page.locator("#keys")).to_be_visible()
    press(page, "Escape", "/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("douglas")
    press(page, "Enter")
    page.wait_for_url("**/search?q=douglas")
    press(page, "n")
    page.wait_for_url("**/posts/new")


def test_menus_and_reactions(page: Page) -> None:
    first = page.locator("article.post").first
    foot = first.locator(".post-foot")
    before = foot.locator('button[name="kind"]').first.get_attribute("aria-pressed")
    foot.locator('button[name="kind"]').first.focus()
    press(page, "Enter")
    expect(foot.locator('button[name="kind"]').first).not_to_have_attribute("aria-pressed", str(before))
    expect(foot.locator('button[name="kind"]').first).to_be_focused()
    menu = foot.locator("details.menu").first
    menu.locator("summary").focus()
    press(page, "Enter")
    expect(menu.locator(".menu-panel")).to_be_visible()
    press(page, "ArrowDown")
    expect(menu.locator(".menu-panel").locator("a, button").first).to_be_focused()
    press(page, "Escape")
    expect(menu.locator(".menu-panel")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_a_reply_without_a_mouse(page: Page) -> None:
    press(page, "j")
    page.locator("article.post h2 a").first.focus()
    press(page, "Enter")
    page.wait_for_url("**/posts/*")
    page.locator("#reply textarea, #reply [contenteditable]").first.focus()
    expect(page.locator("#reply trix-editor")).to_be_focused()
    page.keyboard.type("Écrit au clavier")
    press(page, "Control+Enter")
    expect(page.locator("article.reply", has_text="Écrit au clavier").last).to_be_visible()
