"""Journey 2, its core: on Monday a community manager answers what nobody answered, pins it, schedules a post for next
week and hands the second key to a deputy."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.screens.looking import PHONE, WIDE, Visit, follow

pytestmark = pytest.mark.journey
SPACE = 'main a[href*="-nantes"]'  # its name is another in English


@pytest.mark.parametrize(("width", "language"), [(WIDE, "fr"), (PHONE, "en")])
def test_monday(width: int, language: str, come_in: Callable[..., Visit]) -> None:
    title = f"Où se range la clé du local ? {uuid4().hex[:6]}"
    first_question(come_in("rita", language).open(width, "light"), title)
    page = come_in("alice", language).open(width, "light")
    page.goto("/spaces?only=mine")
    follow(page, page.locator(SPACE).first)
    space = page.url
    page.goto(f"{space}?only=unanswered")
    follow(page, page.locator("article.post h2 a", has_text=title))
    answer(page, "Chez le gardien, en demandant Yves.")
    choose(page, "/pin")
    page.goto(f"{space}?only=unanswered")
    expect(page.locator("article.post:not([data-tint]) h2", has_text=title)).to_have_count(0)
    page.goto(space)
    expect(page.locator("article.post[data-tint] h2", has_text=title)).to_be_visible()
    next_week(page, space, f"Le mot de la semaine {uuid4().hex[:6]}")
    second_key(page, space)


def first_question(page: Page, title: str) -> None:
    """Somebody’s first question in the space."""
    page.goto("/spaces?only=mine")
    follow(page, page.locator(SPACE).first)
    follow(page, page.locator('main a.hollow[href^="/posts/new"]'))
    page.locator('input[name="kind"][value="question"]').check(force=True)
    page.locator('[name="title"]').fill(title)
    follow(page, page.locator('main form[action="/posts/new"] button[data-kind="main"]'))
    expect(page.locator("h1", has_text=title)).to_be_visible()


def answer(page: Page, words: str) -> None:
    page.locator("#reply textarea, #reply [contenteditable]").first.focus()
    expect(page.locator("#reply trix-editor")).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(page.locator("article.reply", has_text=words).last).to_be_visible()


def choose(page: Page, ending: str) -> None:
    """Press what stands in the post’s own menu."""
    menu = page.locator("article.post, main article").first.locator(".post-foot details.menu").last
    menu.locator("summary").first.click()
    follow(page, menu.locator(f'[formaction$="{ending}"]'))


def next_week(page: Page, space: str, title: str) -> None:
    """A post written now for next week: among the drafts until then, and in nobody’s feed."""
    page.goto(space)
    follow(page, page.locator('main a.hollow[href^="/posts/new"]'))
    page.locator('[name="title"]').fill(title)
    page.locator("details.schedule summary").click()
    page.locator('[name="day"]').fill((date.today() + timedelta(days=7)).isoformat())
    page.locator('[name="hour"]').fill("08:30")
    follow(page, page.locator('button[name="act"][value="schedule"]'))
    page.goto("/drafts")
    expect(page.locator("article.card", has_text=title).locator(".chip")).to_contain_text(re.compile("8.h.30|08:30"))
    page.goto(space)
    expect(page.locator("article.post h2", has_text=title)).to_have_count(0)


def second_key(page: Page, space: str) -> None:
    """The first member of the list becomes an owner too."""
    page.goto(f"{space}/people")
    row = page.locator("main li:has(button[name=role][value=owner])").first
    name = row.locator("strong").first.inner_text()
    row.locator("details.menu summary").click()
    follow(page, row.locator("button[name=role][value=owner]"))
    page.goto(space)
    expect(page.locator("aside li", has_text=name)).to_be_visible()
