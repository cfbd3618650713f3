"""Journey 1, the charter apart: invited by mail, a profile, five spaces, reads, reacts, asks, is answered, is told."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from terreau.project.tests.processes import Network, until
from tests.journeys.test_monday import answer
from tests.screens.looking import PHONE, WIDE, Visit, follow

pytestmark = pytest.mark.journey
SPACE = "Qualité produit"  # Dora is in it, and it is open
LINK = re.compile(r"https?://\S+?(/invitations/\S+)")


@pytest.mark.parametrize(("width", "language", "subject"), [(WIDE, "fr", "votre place"), (PHONE, "en", "your place")])
def test_first_morning(
    width: int, language: str, subject: str, le_lien: Network, browser: Browser, come_in: Callable[..., Visit]
) -> None:
    word = uuid4().hex[:6]
    dora = come_in("dora").open(WIDE, "light")
    address = f"ada.{word}@demo.example"
    asked_in(dora, address, language)
    visit = Visit(browser, f"http://127.0.0.1:{le_lien.port}", "", language)
    try:
        page = visit.open(width, "light")
        page.goto(mailed(le_lien.folder / "outbox", address, subject))
        comes_in(page, language)
        joins_five(page)
        reads_and_reacts(page)
        question = asks(page, space_of(dora), f"Quel joint pour le double vitrage ? {word}")
        dora.goto(question)
        answer(dora, f"Le joint EPDM noir, toujours. {word}")
        is_told(page, word)
    finally:
        visit.close()


def asked_in(page: Page, address: str, language: str) -> None:
    """Dora invites from the hub of the administration."""
    page.goto("/administration")
    follow(page, page.locator('main a[href="/invitations"]'))
    page.locator('[name="name"]').fill("Ada Morin")
    page.locator('[name="email"]').fill(address)
    page.locator('main form select[name="language"]').select_option(language)
    follow(page, page.locator('main form button[data-kind="main"]').first)
    expect(page.locator("main li", has_text=address)).to_be_visible()


def mailed(outbox: Path, address: str, subject: str) -> str:
    """The path of the link in the one mail to this address, once it has left; text and HTML lead to the same."""
    found: list[str] = []

    def arrived() -> bool:
        for path in outbox.glob("*.eml"):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            if address in str(mail["To"]):
                text, html = [str(mail.get_body((kind,)).get_content()) for kind in ("plain", "html")]
                assert subject in str(mail["Subject"]) and LINK.findall(text)[0] in html
                found.extend(LINK.findall(text))
        return bool(found)

    until(arrived)
    return found[0]


def comes_in(page: Page, language: str) -> None:
    """A password, then two minutes of profile."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.locator('[name="password"]').fill("quatre-mots-pas-bien-connus")
    page.locator('main form button[data-kind="main"]').click()
    page.wait_for_url("**/welcome")
    page.locator('[name="title"]').fill("Technicienne de pose")
    page.locator('main form button[data-kind="main"]').first.click()
    page.wait_for_url("**/welcome/spaces")


def joins_five(page: Page) -> None:
    """Five are offered; one press each, and each is gone from the offer."""
    expect(page.locator("main .list li button")).to_have_count(5)
    doors = page.locator('main button[formaction$="/membership"]')
    for space in [door.get_attribute("formaction") for door in doors.all()]:
        follow(page, page.locator(f'main button[formaction="{space}"]'))
        expect(page.locator(f'main button[formaction="{space}"]')).to_have_count(0)
        if not page.url.endswith("/welcome/spaces"):
            page.goto("/welcome/spaces")


def reads_and_reacts(page: Page) -> None:
    """Home is filled by what was joined."""
    page.goto("/")
    follow(page, page.locator("article.post h2:not(.sr) a").first)
    useful = page.locator('article [formaction$="/reaction"][value="useful"]').first
    useful.click()
    expect(page.locator("article .post-foot button[aria-pressed=true]").first).to_be_visible()


def space_of(page: Page) -> str:
    """The key of the space where Dora will answer."""
    page.goto("/posts/new")
    return page.locator("#id_space option", has_text=SPACE).first.get_attribute("value") or ""


def asks(page: Page, space: str, title: str) -> str:
    """A first question; the composer says whom it reaches. The address of the question."""
    page.goto(f"/spaces/{space}")
    door = page.locator(f'main button[formaction="/spaces/{space}/membership"]')
    if door.count():
        follow(page, door)
        expect(door).to_have_count(0)
    page.goto(f"/posts/new?space={space}")
    page.locator('input[name="kind"][value="question"]').check(force=True)
    page.locator('[name="title"]').fill(title)
    expect(page.locator("#send")).to_have_text(re.compile(r"\d"))
    follow(page, page.locator("#send"))
    expect(page.locator("h1", has_text=title)).to_be_visible()
    return page.url


def is_told(page: Page, word: str) -> None:
    """The bell of the open page says so by itself; the centre names the answer and leads to it."""
    expect(page.locator("#bell .count")).to_be_visible(timeout=60_000)

    def told() -> bool:
        page.goto("/notifications")
        return bool(page.locator("main .notice-list li[data-unread]", has_text=word).count())

    until(told)
    follow(page, page.locator("main .notice-list li a", has_text=word).first)
    expect(page.locator("article.reply", has_text=word).first).to_be_visible()
