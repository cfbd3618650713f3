"""What is typed is kept before the editor has come, and where it never comes: a title alone, a plain text."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.screens.looking import WIDE, Visit

pytestmark = pytest.mark.journey


@pytest.fixture
def page(come_in: Callable[..., Visit]) -> Page:
    """A browser to which the editor never comes."""
    found = come_in("bob").open(WIDE, "light")
    found.route("**/editor*.js", lambda route: route.abort())
    found.route("**/trix*.js", lambda route: route.abort())
    return found


def kept(page: Page) -> str:
    """The key of the draft, once the page has one."""
    field = page.locator('#composer input[name="draft"]')
    expect(field).not_to_have_value("", timeout=10_000)
    return field.input_value()


def test_a_title_alone_is_kept_and_found_again(page: Page) -> None:
    title = f"Un titre seul {uuid4().hex[:6]}"
    page.goto("/posts/new")
    page.locator("#id_title").fill(title)
    key = kept(page)
    expect(page.locator("[data-draft-note]")).to_contain_text("enregistré")
    page.locator("#id_title").press("End")
    page.locator("#id_title").type(" bis")
    page.wait_for_timeout(3_000)
    assert kept(page) == key, "it is one draft"
    page.goto("/drafts")
    expect(page.locator("article.card", has_text=f"{title} bis")).to_be_visible()
    page.goto(f"/posts/new?draft={key}")
    expect(page.locator("#id_title")).to_have_value(f"{title} bis")


def test_plain_words_are_kept_where_the_editor_does_not_come(page: Page) -> None:
    words = f"Sans outils {uuid4().hex[:6]}"
    page.goto("/posts/new")
    page.locator("textarea[data-draft]").click()
    page.locator("textarea[data-draft]").type(words)
    kept(page)
    assert page.locator("trix-editor").count() == 0
    page.goto("/drafts")
    expect(page.locator("article.card", has_text=words)).to_be_visible()


def test_without_a_network_it_waits_in_the_page_and_comes_back(page: Page) -> None:
    title = f"Dans le train {uuid4().hex[:6]}"
    page.goto("/posts/new")
    page.route("**/drafts", lambda route: route.abort())
    page.locator("#id_title").fill(title)
    expect(page.locator("[data-draft-note]")).to_contain_text("hors connexion", ignore_case=True)
    page.unroute("**/drafts")
    page.goto("/posts/new")
    expect(page.locator("#id_title")).to_have_value(title)
