"""A page written by two at once: each sees what the other did, both go together, and every version is kept."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.screens.looking import PHONE, WIDE, Visit, follow

pytestmark = pytest.mark.journey
SPACE = {"fr": "Qualité produit", "en": "Product quality"}


@pytest.mark.parametrize(("width", "language"), [(WIDE, "fr"), (PHONE, "en")])
def test_a_page_written_by_two(width: int, language: str, come_in: Callable[..., Visit]) -> None:
    word = uuid4().hex[:6]
    alice = come_in("alice", language).open(width, "light")
    bob = come_in("bob", "fr").open(WIDE, "light")
    address = begun(alice, SPACE[language], f"Réglage des paumelles {word}")
    kept_as_typed(alice, address, word)
    bob.goto(f"{address}/edit")
    alice.goto(f"{address}/edit")
    write(bob, f"Bob : serrer à 9 Nm {word}.")
    saved(bob)
    write(alice, f"Alice : deux vis {word}.")
    saved(alice)
    joins(alice, word)
    compares(alice, address, word)
    brings_back(alice, address, word)


def begun(page: Page, space: str, title: str) -> str:
    """Alice begins a page from a template; its address."""
    page.goto("/spaces")
    page.goto(page.locator("main a", has_text=space).first.get_attribute("href") or "")
    follow(page, page.locator('.tabs a[href$="/pages"]'))
    follow(page, page.locator('main a.btn[href$="/pages/new"]').first)
    follow(page, page.locator('aside a[href*="template=how-to"]'))
    page.locator("#id_title").fill(title)
    saved(page)
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(".sheet h2")).to_have_count(4)
    return page.url.split("-")[0]


def kept_as_typed(page: Page, address: str, word: str) -> None:
    """What one types is there again on the next day, and can be thrown away."""
    page.goto(f"{address}/edit")
    with page.expect_response(lambda answer: answer.url.endswith("/edit/draft") and answer.ok):
        write(page, f"À moitié écrit {word}")
    page.goto(f"{address}/edit")
    expect(editor(page)).to_contain_text(f"À moitié écrit {word}")
    follow(page, page.locator('button[formaction*="/removal"]'))
    page.goto(f"{address}/edit")
    expect(editor(page)).not_to_contain_text(f"À moitié écrit {word}")


def editor(page: Page) -> Locator:
    page.locator("#id_body, trix-editor").first.focus()
    return page.locator("trix-editor")


def write(page: Page, words: str) -> None:
    """At the end of the text, a paragraph of its own."""
    place = page.locator("trix-editor")
    page.locator("#id_title").focus()
    if not place.count():
        page.locator("#id_body").focus()
    place.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type(words)


def saved(page: Page) -> None:
    follow(page, page.locator('main form button[data-kind="main"]').last)


def joins(page: Page, word: str) -> None:
    """Both versions stand side by side; the joined text holds what both wrote, and the headings of before."""
    expect(page.locator(".side-by-side .card")).to_have_count(2)
    expect(page.locator(".side-by-side ins", has_text=f"Bob : serrer à 9 Nm {word}")).to_be_visible()
    expect(page.locator(".side-by-side ins", has_text=f"Alice : deux vis {word}")).to_be_visible()
    saved(page)
    sheet = page.locator(".sheet")
    expect(sheet).to_contain_text(f"Bob : serrer à 9 Nm {word}")
    expect(sheet).to_contain_text(f"Alice : deux vis {word}")
    expect(sheet.locator("h2")).to_have_count(4)


def compares(page: Page, address: str, word: str) -> None:
    page.goto(f"{address}/comparison?from=1&to=3")
    expect(page.locator(".comparison ins", has_text=f"Alice : deux vis {word}")).to_be_visible()
    expect(page.locator(".comparison del")).to_have_count(0)


def brings_back(page: Page, address: str, word: str) -> None:
    """The first version stands again, as the fourth."""
    page.goto(f"{address}/versions/1")
    follow(page, page.locator('button[formaction$="/versions/1/restoration"]'))
    expect(page.locator(".sheet")).not_to_contain_text(word)
    page.goto(f"{address}/versions")
    expect(page.locator("main .list > li")).to_have_count(4)
