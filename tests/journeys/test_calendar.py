"""An event with one seat: who is second waits, and moves up. Then a series, office hours, a month, an own address."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.screens.looking import PHONE, WIDE, Visit, follow

pytestmark = pytest.mark.journey
SPACE = "Qualité produit"


@pytest.mark.parametrize(("width", "language"), [(WIDE, "fr"), (PHONE, "en")])
def test_the_life_of_an_event(width: int, language: str, come_in: Callable[..., Visit]) -> None:
    word = uuid4().hex[:6]
    alice = come_in("alice", "fr").open(width, "light")
    bob = come_in("bob", language).open(width, "light")
    charlie = come_in("charlie", "en").open(width, "light")
    day = date.today() + timedelta(days=11)
    address = brought_in(alice, f"Visite du banc 2 {word}", day)
    second_waits_and_moves_up(alice, bob, charlie, address)
    is_told(charlie, word)
    stands_in_the_month(charlie, alice.url, day, word)
    asks_and_announces(alice, address, word)
    subscribes(bob, word)
    comes_again(alice, f"Point du matin {word}", day)


def brought_in(page: Page, title: str, day: date) -> str:
    """An event with one seat; hours in the wrong order first. Its address."""
    page.goto("/spaces")
    page.goto(page.locator("main a", has_text=SPACE).first.get_attribute("href") or "")
    follow(page, page.locator('.tabs a[href$="/calendar"]'))
    follow(page, page.locator('main a.btn[href$="/calendar/new"]').first)
    fill(page, title, day, "11:00", "10:00")
    page.locator("details", has=page.locator("#id_seats")).locator("summary").click()
    page.locator("#id_seats").fill("1")
    send(page)
    expect(page.locator("#id_last_hour_error")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value(title)
    expect(page.locator("#id_seats")).to_have_value("1")
    page.locator("#id_last_hour").fill("12:00")
    send(page)
    expect(page.locator("h1")).to_have_text(title)
    return page.url.split("-")[0]


def fill(page: Page, title: str, day: date, start: str, end: str) -> None:
    page.locator("#id_title").fill(title)
    page.locator("#id_first_day").fill(day.isoformat())
    page.locator("#id_first_hour").fill(start)
    page.locator("#id_last_hour").fill(end)
    page.locator("#id_place").fill("Nantes, banc 2")


def send(page: Page) -> None:
    follow(page, page.locator('main form.card button[data-kind="main"]').last)


def press(page: Page, choice: str) -> None:
    follow(page, page.locator(f'#answers button[name="choice"][value="{choice}"]').first)


def second_waits_and_moves_up(alice: Page, bob: Page, charlie: Page, address: str) -> None:
    for page in (bob, charlie):
        page.goto(address)
        press(page, "yes")
    expect(bob.locator('#answers button[value="yes"]').first).to_have_attribute("aria-pressed", "true")
    expect(charlie.locator("#answers .notice")).to_contain_text("first on the waiting list")
    alice.goto(f"{address}/attendance")
    expect(alice.locator("#part-yes + ul li")).to_have_count(1)
    expect(alice.locator("#part-waiting + ul")).to_contain_text("Charlie")
    press(bob, "no")
    charlie.goto(address)
    expect(charlie.locator("#answers .notice")).to_have_count(0)
    expect(charlie.locator('#answers button[value="yes"]').first).to_have_attribute("aria-pressed", "true")


def is_told(page: Page, word: str) -> None:
    """The notice of the seat comes with the worker; the page is asked until it is there."""
    for _ in range(40):
        page.goto("/notifications")
        if page.locator("main li", has_text=word).count():
            break
        page.wait_for_timeout(500)
    follow(page, page.locator("main li a", has_text=word).first)
    expect(page.locator("h1")).to_contain_text(word)


def stands_in_the_month(page: Page, event_url: str, day: date, word: str) -> None:
    """As a grid with keys on a wide screen, as a list on a phone."""
    page.goto(f"/calendar?show=month&month={day:%Y-%m}")
    line = page.locator(".month li a", has_text=word)
    expect(line).to_be_visible()
    wide = (page.viewport_size or {})["width"] == WIDE
    if wide:
        line.focus()
        page.keyboard.press("ArrowLeft")
        assert page.evaluate("document.activeElement.closest('td') !== null")
        page.keyboard.press("ArrowRight")
        assert word in page.evaluate("document.activeElement.closest('td').textContent")
        before = page.url
        with page.expect_navigation():
            page.keyboard.press("PageDown")
        assert page.url != before
        return
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator(".month td[data-empty]").first).to_be_hidden()


def asks_and_announces(page: Page, address: str, word: str) -> None:
    page.goto(f"{address}/invitations")
    page.locator("#id_who").fill("Bob")
    page.locator(".found input").first.check()
    page.goto(f"{address}/announcement")
    page.locator("#id_body, trix-editor").first.focus()
    page.locator("trix-editor").click()
    page.keyboard.type(f"Une place seulement {word}.")
    send(page)
    page.goto("/")
    expect(page.locator("main article", has_text=f"Une place seulement {word}").first).to_be_visible()


def subscribes(page: Page, word: str) -> None:
    """An address of one’s own that any program reads without signing in, until it is revoked."""
    page.goto("/calendar/feeds")
    page.locator("#id_what").select_option("mine")
    send(page)
    address = page.locator("#address").input_value()
    path = address[address.index("/calendar/") :]
    browser = page.context.browser
    assert browser is not None
    stranger = browser.new_context(base_url=page.url.split("/calendar")[0])
    found = stranger.request.get(path)
    assert found.status == 200 and found.text().startswith("BEGIN:VCALENDAR") and word not in found.text(), (
        "Bob said no"
    )
    assert "SUMMARY:Le quart d’heure qualité" in found.text().replace("\r\n ", "")
    page.goto("/calendar/feeds")
    follow(page, page.locator('button[formaction$="/revocation"]').first)
    assert stranger.request.get(path).status == 404
    stranger.close()


def comes_again(page: Page, title: str, day: date) -> None:
    """A series of three; the second one alone is called off."""
    page.goto("/spaces")
    page.goto(page.locator("main a", has_text=SPACE).first.get_attribute("href") or "")
    follow(page, page.locator('.tabs a[href$="/calendar"]'))
    follow(page, page.locator('main a.btn[href$="/calendar/new"]').first)
    fill(page, title, day, "08:00", "08:20")
    page.locator("details", has=page.locator("#id_rhythm")).locator("summary").click()
    page.locator("#id_rhythm").select_option("weekly")
    page.locator("#id_number").fill("3")
    send(page)
    follow(page, page.locator('.sheet a[rel="next"]'))
    page.goto(f"{page.url.split('-')[0]}/cancellation")
    page.locator("#id_why").fill("Férié")
    send(page)
    expect(page.locator(".notice").first).to_contain_text("Férié")
    follow(page, page.locator('.sheet a[rel="next"]'))
    expect(page.locator(".notice")).to_have_count(0)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_slot_of_office_hours(width: int, come_in: Callable[..., Visit]) -> None:
    charlie, dora = come_in("charlie", "en").open(width, "light"), come_in("dora", "fr").open(width, "light")
    word = uuid4().hex[:6]
    charlie.goto("/search?q=vingt+minutes+avec+Dora&kind=event")
    follow(charlie, charlie.locator("main a", has_text="vingt minutes avec Dora").first)
    free = charlie.locator(".seg label").count()
    charlie.locator(".seg label").last.click()
    charlie.locator("#id_about").fill(f"A space for dealers {word}")
    follow(charlie, charlie.locator('#answers form button[data-kind="main"]'))
    expect(charlie.locator("#answers .notice")).to_contain_text(word)
    expect(charlie.locator(".seg label")).to_have_count(free - 1)
    dora.goto(charlie.url)
    expect(dora.locator("#answers li", has_text=word)).to_contain_text("Charlie")
    follow(charlie, charlie.locator('button[formaction$="/slot/return"]'))
    expect(charlie.locator(".seg label")).to_have_count(free)
