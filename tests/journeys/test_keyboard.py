"""Everything by keyboard alone, on the real pages: the skip link, / n j k ?, menus, dialogs, reactions, writing."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.screens.looking import WIDE, Visit

pytestmark = pytest.mark.journey
MOST_TABS = 150


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


def tab_to(page: Page, door: Locator) -> None:
    """Tab, as often as it takes and no oftener, until the focus is there."""
    expect(door).to_be_visible()
    for _ in range(MOST_TABS):
        if door.evaluate("one => one.contains(document.activeElement)"):
            assert ring(page) >= 2, "nobody sees where they are"
            return
        press(page, "Tab")
    raise AssertionError(f"not reached in {MOST_TABS} presses: {door}")


def test_menus_and_reactions(page: Page) -> None:
    press(page, "j")
    foot = page.locator("article.post").first.locator(".post-foot")
    useful = foot.locator('button[name="kind"]').first
    before = useful.get_attribute("aria-pressed")
    tab_to(page, useful)
    press(page, "Enter")
    expect(useful).not_to_have_attribute("aria-pressed", str(before))
    expect(useful).to_be_focused()
    menu = foot.locator("details.menu").first
    tab_to(page, menu.locator("summary"))
    press(page, "Enter")
    expect(menu.locator(".menu-panel")).to_be_visible()
    press(page, "ArrowDown")
    expect(menu.locator(".menu-panel").locator("a, button").first).to_be_focused()
    press(page, "Escape")
    expect(menu.locator(".menu-panel")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    press(page, "Enter", "ArrowDown", "Enter")
    expect(menu.locator(".menu-panel")).to_be_hidden()
    expect(foot.locator('button[name="kind"][aria-pressed="true"]').first).to_be_visible()


def test_a_reply_without_a_mouse(page: Page) -> None:
    press(page, "j")
    tab_to(page, page.locator("article.post").first.locator("h2 a"))
    with page.expect_navigation():
        press(page, "Enter")
    tab_to(page, page.locator("#reply"))
    expect(page.locator("#reply trix-editor")).to_be_focused()
    page.keyboard.type("Écrit au clavier")
    with page.expect_navigation():
        press(page, "Control+Enter")
    expect(page.locator("article.reply", has_text="Écrit au clavier").last).to_be_visible()


def test_a_question_is_published(page: Page) -> None:
    title = f"Au clavier {uuid4().hex[:6]}"
    with page.expect_navigation():
        press(page, "n")
    tab_to(page, page.locator('input[name="kind"]:checked'))
    press(page, "ArrowRight")
    expect(page.locator('input[name="kind"][value="question"]')).to_be_checked()
    tab_to(page, page.locator("#id_title"))
    page.keyboard.type(title)
    press(page, "Tab")
    expect(page.locator("#composer trix-editor")).to_be_focused()
    page.keyboard.type("Du texte")
    with page.expect_navigation():
        press(page, "Control+Enter")
    expect(page.locator("h1", has_text=title)).to_be_visible()


def test_a_dialog_holds_the_focus_and_gives_it_back(page: Page) -> None:
    title = f"À jeter {uuid4().hex[:6]}"
    with page.expect_navigation():
        press(page, "n")
    tab_to(page, page.locator("#id_title"))
    page.keyboard.type(title)
    press(page, "Tab")
    expect(page.locator("#composer trix-editor")).to_be_focused()
    page.keyboard.type("Un début")
    expect(page.locator('#composer input[name="draft"]')).not_to_have_value("")
    page.goto("/drafts")
    discard = page.locator("article.card", has_text=title).locator("[formaction$='/removal']")
    tab_to(page, discard)
    press(page, "Enter")
    dialog = page.get_by_role("alertdialog")
    expect(dialog).to_be_visible()
    press(page, "Escape")
    expect(dialog).to_be_hidden()
    expect(discard).to_be_focused()
    press(page, "Enter")
    tab_to(page, dialog.get_by_role("button").last)
    with page.expect_navigation():
        press(page, "Enter")
    expect(page.locator("article.card", has_text=title)).to_have_count(0)


def test_the_list_of_keys_closes_where_it_was_opened(page: Page) -> None:
    press(page, "j")
    opened_from = page.locator("article.post").first
    press(page, "?")
    expect(page.locator("#keys")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("#keys")).to_be_hidden()
    expect(opened_from).to_be_focused()
