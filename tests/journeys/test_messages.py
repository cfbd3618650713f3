"""People write to each other: what one says is on the others’ screens at once, and once; long ones stay put."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.screens.looking import PHONE, WIDE, Visit, at_rest, follow

pytestmark = pytest.mark.journey
BOTH = pytest.mark.parametrize("width", [WIDE, PHONE])
AT_ONCE = 15_000
PLACE = """() => { const top = [...document.querySelectorAll("[data-number]")]
    .find((one) => one.getBoundingClientRect().bottom > 0); return [top.id, top.getBoundingClientRect().top]; }"""


def say(page: Page, words: str) -> None:
    page.locator("#id_body").fill(words)
    page.locator("#id_body").press("Enter")
    expect(said(page, words)).to_have_count(1)
    expect(page.locator("#id_body")).to_have_value("")


def said(page: Page, words: str) -> Locator:
    return page.locator(".said", has_text=words)


def acts(page: Page, words: str) -> Locator:
    """The panel of what can be done with a message."""
    said(page, words).hover()
    said(page, words).locator("[data-said-acts]").click()
    panel = page.locator("#said-acts")
    expect(panel).to_be_visible()
    return panel


@BOTH
def test_what_one_says_the_other_reads_at_once(come_in: Callable[..., Visit], width: int) -> None:
    alice, bob = come_in("alice", "fr").open(width, "light"), come_in("bob", "en").open(width, "light")
    alice.goto("/conversations")
    follow(alice, alice.locator(".talk-row", has_text="Bob").first)
    expect(alice.locator("#id_body")).to_be_in_viewport()
    expect(alice.locator(".said").last).to_be_in_viewport()
    bob.goto(alice.url.partition("#")[0])
    at_rest(bob)
    for words in (f"Au quai {width}", f"Palette {width}", f"Gants {width}"):
        say(bob, words)
    for words in (f"Au quai {width}", f"Palette {width}", f"Gants {width}"):
        expect(said(alice, words)).to_have_count(1, timeout=AT_ONCE)
    expect(alice.locator(".said").last).to_be_in_viewport()
    say(alice, f"Entendu pour {width}")
    expect(said(bob, f"Entendu pour {width}")).to_have_count(1, timeout=AT_ONCE)
    before = alice.locator("[data-number]").count()
    alice.get_by_role("link", name="Messages plus anciens").click()
    expect(alice.locator("[data-number]").nth(before)).to_be_attached()
    numbers = alice.locator("[data-number]").evaluate_all("all => all.map((one) => Number(one.id.slice(2)))")
    assert numbers == sorted(set(numbers)) and numbers[0] == 1


@BOTH
def test_a_group_with_replies_reactions_edits_and_a_withdrawal(come_in: Callable[..., Visit], width: int) -> None:
    alice, bob = come_in("alice", "fr").open(width, "light"), come_in("bob", "en").open(width, "light")
    alice.goto("/conversations/new/group")
    for name in ("Bob Trem", "Charlie Whit"):
        alice.get_by_label("Nom d’un collègue").fill(name)
        alice.locator(".found input").first.check()
    alice.get_by_label("Nom de la conversation").fill(f"Essais {width}")
    follow(alice, alice.get_by_role("button", name="Commencer"))
    say(alice, "Qui prend la mesure ?")
    bob.goto("/conversations")
    follow(bob, bob.locator(".talk-row", has_text=f"Essais {width}"))
    expect(bob.locator(".talk-event")).to_contain_text("began this conversation with")
    acts(bob, "Qui prend").get_by_role("button", name="Thanks").click()
    expect(said(bob, "Qui prend").locator(".said-foot button")).to_have_attribute("aria-pressed", "true")
    expect(said(alice, "Qui prend").locator(".said-foot button")).to_have_count(1, timeout=AT_ONCE)
    acts(bob, "Qui prend").get_by_role("link", name="Reply").click()
    expect(bob.locator(".talk-answer")).to_be_visible()
    say(bob, "Moi, à 14 h")
    expect(said(alice, "Moi, à 14 h").locator(".said-quote")).to_contain_text("Qui prend", timeout=AT_ONCE)
    expect(said(alice, "Moi, à 14 h")).to_be_in_viewport()
    follow(bob, acts(bob, "Moi, à 14 h").get_by_role("link", name="Edit"))
    bob.get_by_label("Your message").fill("Moi, à 15 h")
    follow(bob, bob.get_by_role("button", name="Save"))
    expect(said(alice, "Moi, à 15 h")).to_contain_text("modifié", timeout=AT_ONCE)
    expect(said(alice, "Moi, à 14 h")).to_have_count(0)
    follow(bob, acts(bob, "Moi, à 15 h").get_by_role("button", name="Withdraw"))
    expect(alice.locator(".said-gone")).to_have_count(1, timeout=AT_ONCE)
    bob.get_by_role("button", name="Undo").click()
    expect(said(alice, "Moi, à 15 h")).to_have_count(1, timeout=AT_ONCE)


@BOTH
def test_names_files_and_words_not_sent_yet(come_in: Callable[..., Visit], width: int, tmp_path: Path) -> None:
    alice = come_in("alice", "fr").open(width, "light")
    alice.goto("/conversations")
    follow(alice, alice.locator(".talk-row", has_text="Portes ouvertes"))
    box = alice.locator("#id_body")
    box.press_sequentially("Merci @kar")
    alice.locator(".talk-names button", has_text="Karim").wait_for()
    box.press("Enter")
    expect(box).to_have_value("Merci @Karim Benhaddou ")
    with alice.expect_response(lambda answer: answer.url.endswith("/draft")):
        box.press_sequentially(f"{width}")
    alice.reload()
    expect(box).to_have_value(f"Merci @Karim Benhaddou {width}")
    paper = tmp_path / f"releve-{width}.txt"
    paper.write_text("14,2 %")
    alice.locator(".talk-file input").set_input_files(paper)
    expect(alice.locator(".talk-files [data-key]")).to_have_count(1)
    box.press("Enter")
    sent = said(alice, f"Karim Benhaddou {width}")
    expect(sent.locator("a.mention")).to_have_text("@Karim Benhaddou")
    expect(sent.locator(".attach")).to_contain_text(f"releve-{width}.txt")
    expect(box).to_have_value("")
    expect(alice.locator(".talk-files > *")).to_have_count(0)


@BOTH
def test_what_comes_above_moves_nothing(come_in: Callable[..., Visit], long_talk: str, width: int) -> None:
    alice = come_in("alice", "fr").open(width, "light")
    alice.goto(f"/conversations/{long_talk}")
    at_rest(alice)
    for _turn in range(8):
        alice.evaluate("scrollTo({ top: 600, behavior: 'instant' })")
        place, top = at_one_place(alice)
        before = alice.locator("[data-number]").count()
        alice.locator(".talk nav a").first.dispatch_event("click")
        expect(alice.locator("[data-number]")).to_have_count(before + 40)
        same, now = at_one_place(alice)
        assert same == place and abs(now - top) <= 2, f"{place} was at {top}, {same} is at {now}"


def at_one_place(page: Page) -> tuple[str, float]:
    """The first message in sight and where it stands, once it has stood there for a while."""
    before = None
    for _turn in range(100):
        now = page.evaluate(PLACE)
        if now == before:
            return now[0], now[1]
        before = now
        page.wait_for_timeout(100)
    raise AssertionError("the page does not come to rest")


@BOTH
def test_two_thousand_messages_are_walked_up_to_the_first(
    come_in: Callable[..., Visit], long_talk: str, width: int
) -> None:
    alice = come_in("alice", "fr").open(width, "light")
    alice.goto(f"/conversations/{long_talk}")
    at_rest(alice)
    alice.mouse.move(width / 2, 400)
    for _turn in range(400):
        alice.mouse.wheel(0, -4000)
        at_rest(alice)
        if alice.locator("#m-1").count() and at_one_place(alice)[0] in {"m-1", "m-2"}:
            break
    expect(alice.locator("#m-1")).to_be_in_viewport()
    assert alice.locator("[data-number]").count() <= 700, "what is far below is let go"
    numbers = alice.locator("[data-number]").evaluate_all("all => all.map((one) => Number(one.id.slice(2)))")
    assert numbers == list(range(1, len(numbers) + 1))
    say_from_far(alice, f"Du début {width}")


def say_from_far(page: Page, words: str) -> None:
    """Sent while the end is not on the page: it is opened there."""
    page.locator("#id_body").fill(words)
    with page.expect_navigation():
        page.locator("#id_body").press("Enter")
    expect(said(page, words)).to_be_in_viewport()


@BOTH
def test_the_address_of_a_message_leads_to_it_and_down_from_there(
    come_in: Callable[..., Visit], long_talk: str, width: int
) -> None:
    alice = come_in("alice", "fr").open(width, "light")
    alice.goto(f"/conversations/{long_talk}?around=900#m-900")
    at_rest(alice)
    expect(alice.locator("#m-900")).to_be_in_viewport()
    alice.mouse.move(width / 2, 400)
    for _turn in range(12):
        alice.mouse.wheel(0, 1500)
        at_rest(alice)
    numbers = alice.locator("[data-number]").evaluate_all("all => all.map((one) => Number(one.id.slice(2)))")
    assert numbers == list(range(numbers[0], numbers[-1] + 1)) and numbers[-1] > 920
