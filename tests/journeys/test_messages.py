"""Two people write to each other: what one says is on the other’s screen at once, and once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.screens.looking import PHONE, WIDE, Visit, at_rest

pytestmark = pytest.mark.journey


def say(page: Page, words: str) -> None:
    page.locator("#id_body").fill(words)
    page.locator("#id_body").press("Enter")
    expect(page.locator(".said-text", has_text=words)).to_have_count(1)
    expect(page.locator("#id_body")).to_have_value("")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_what_one_says_the_other_reads_at_once(come_in: Callable[..., Visit], width: int) -> None:
    alice, bob = come_in("alice", "fr").open(width, "light"), come_in("bob", "en").open(width, "light")
    alice.goto("/conversations")
    alice.locator(".talk-row", has_text="Bob").click()
    expect(alice.locator("#id_body")).to_be_in_viewport()
    expect(alice.locator(".said").last).to_be_in_viewport()
    bob.goto(alice.url.partition("#")[0])
    at_rest(bob)
    for words in (f"Au quai {width}", f"Palette {width}", f"Gants {width}"):
        say(bob, words)
    for words in (f"Au quai {width}", f"Palette {width}", f"Gants {width}"):
        expect(alice.locator(".said-text", has_text=words)).to_have_count(1, timeout=15_000)
    expect(alice.locator(".said").last).to_be_in_viewport()
    say(alice, f"Entendu pour {width}")
    expect(bob.locator(".said-text", has_text=f"Entendu pour {width}")).to_have_count(1, timeout=15_000)
    before = alice.locator(".said").count()
    alice.get_by_role("link", name="Messages plus anciens").click()
    expect(alice.locator(".said").nth(before)).to_be_attached()
    numbers = alice.locator(".said").evaluate_all("all => all.map((one) => Number(one.id.slice(2)))")
    assert numbers == sorted(set(numbers)) and numbers[0] == 1
