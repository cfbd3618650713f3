"""E01, E02, E03: hostile words in every field a person may fill, and a browser that looks at every place they show."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from terreau.project.tests.processes import Network
from tests.journeys.hostile import BROKEN, CANARY, Hand, as_typed, batches, examples, naughty, payloads, short
from tests.screens.looking import PHONE, WIDE, Visit, watched

pytestmark = pytest.mark.journey
SPACE = {"purpose": "<b onclick=alert(1)>x</b>", "meant_for": "'\"><script>alert(1)</script>", "care_hours": "2"}
SPACE |= {"sponsor": "paul@demo.example", "template": "community", "openness": "open", "joining": "free", "seen": "1"}


@pytest.fixture
def dora(besieged: Network, browser: Browser) -> Iterator[Visit]:
    visit = Visit(browser, f"http://127.0.0.1:{besieged.port}", "dora", "en").begin()
    yield visit
    visit.close()


@pytest.fixture
def page(dora: Visit) -> Page:
    page = dora.open(WIDE, "light")
    page.add_init_script(CANARY)
    page.goto("/spaces")
    return page


@pytest.fixture
def sound(page: Page) -> Callable[..., None]:
    """`sound("/path", …)`: each page runs nothing, does not scroll sideways, and is whole to its end."""
    heard = watched(page)

    def look(*paths: str) -> None:
        problems: list[str] = []
        for path in paths:
            page.set_viewport_size({"width": WIDE, "height": 900})
            answer = page.goto(path)
            page.set_viewport_size({"width": PHONE, "height": 844})
            problems += [f"{path}: {problem}" for problem in [*page.evaluate(BROKEN), *heard()]]
            if answer is None or answer.status >= 500:
                problems.append(f"{path}: {answer and answer.status}")
        assert not problems, "\n".join(problems[:30])

    return look


def opened_space(hand: Hand, name: str) -> str:
    """The key of a new space of that name."""
    address = hand.made("/spaces/new", name=name, **SPACE)
    return address.rpartition("/")[2].partition("-")[0]


def test_e01_in_names_of_spaces_people_and_what_profiles_say(
    page: Page, sound: Callable[..., None], shared_data: Path
) -> None:
    hand, texts = Hand(page), [*payloads(shared_data), *naughty(shared_data)]
    keys = [opened_space(hand, name) for name in short(texts, 120, 30)]
    for said in short(texts, 150, 40):
        fields = {
            "name": f"A {said}"[:150],
            "title": said,
            "ask_me_about": said,
            "skills": said,
            "pronunciation": said[:120],
            "about": said,
        }
        hand.send("/profile/edition", **fields)
    assert not hand.failures
    me = re.search(r'href="(/people/[^"]+)"', page.content())
    sound("/", "/spaces", "/spaces?only=mine", "/people", "/people?page=2", "/profile/edition", me[1] if me else "/")
    sound(*(f"/spaces/{key}{rest}" for key in keys[::5] for rest in ("", "/about", "/edit", "/people")))


def test_e01_e02_in_titles_bodies_replies_tags_and_their_history(
    page: Page, sound: Callable[..., None], shared_data: Path
) -> None:
    hand, hostile = Hand(page), payloads(shared_data)
    place = opened_space(hand, "Siege")
    posts = [
        hand.made("/posts/new", space=place, kind="message", title=title, body="<div>x</div>")
        for title in short([*hostile, *naughty(shared_data)], 200, 40)
    ]
    bodies = ["".join(batch) for batch in batches(hostile, 25)]
    bodies += [as_typed(batch) for batch in batches([*hostile, *naughty(shared_data), *examples(shared_data)], 120)]
    whole = [hand.made("/posts/new", space=place, kind="question", title="x", body=body) for body in bodies]
    for batch in batches(hostile, 8):
        hand.send(f"{posts[0].split('?')[0]}/comments", body="".join(batch))
    for address in whole[:6]:
        again = page.request.get(f"{address}/edit").text()
        hand.send(f"{address}/edit", title="<svg onload=alert(1)>", body=value_of(again) + hostile[3])
    assert not hand.failures
    sound(*whole, posts[0], *(f"{address}/versions" for address in whole[:6]), f"/spaces/{place}", "/")


def value_of(form: str) -> str:
    """What the form offers to be changed."""
    found = re.search(r"<textarea[^>]*name=\"body\"[^>]*>(.*?)</textarea>", form, re.S)
    return found[1] if found else ""


def test_e02_in_the_editor(page: Page, shared_data: Path) -> None:
    hand = Hand(page)
    place, heard = opened_space(hand, "Editor"), watched(page)
    for batch in batches(payloads(shared_data), 60):
        address = hand.made("/posts/new", space=place, kind="message", title="x", body="".join(batch))
        page.goto(f"{address}/edit")
        page.locator('textarea[name="body"]').focus()
        page.wait_for_selector("trix-editor[contenteditable], [data-editor] [contenteditable]")
        assert page.evaluate(BROKEN) == []
    assert heard() == []


def test_e01_in_what_is_looked_for_and_in_addresses(page: Page, sound: Callable[..., None], shared_data: Path) -> None:
    texts = [*payloads(shared_data), *naughty(shared_data)]
    for text in short(texts, 200, 400):
        for path in ("/search", "/people/mentions", "/search/suggestions"):
            answer = page.request.get(path, params={"q": text})
            assert answer.status < 500, (path, text)
    from_address = [
        page.request.get(path, params={"q": text}).url
        for text in short(texts, 120, 12)
        for path in ("/search", "/spaces", "/people")
    ]
    sound(*from_address)


def test_e03_in_files(page: Page, sound: Callable[..., None]) -> None:
    """Whatever a file claims to be, opening it runs nothing: it is handed over as an attachment, in a sandbox."""
    hand = Hand(page)
    place = opened_space(hand, "Files")
    script = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
    page_of_it = b"<!doctype html><script>alert(1)</script>"
    sent = [("a.svg", "image/svg+xml", script), ("b.html", "text/html", page_of_it), ("c.png", "image/png", page_of_it)]
    sent += [('"><img src=x onerror=alert(1)>.txt', "text/plain", b"x"), ("d.xml", "application/xml", script)]
    keys = [key for name, kind, content in sent if (key := uploaded(hand, name, kind, content))]
    assert len(keys) >= 3
    address = hand.made("/posts/new", space=place, kind="message", title="files", body="", attached=" ".join(keys))
    sound("/", f"/spaces/{place}", address)
    links = {link.get_attribute("href") for link in page.locator('main a[href*="/files/"]').all()}
    assert len(links) >= len(keys)
    for link in filter(None, links):
        answer = page.request.get(link)
        assert answer.headers["content-disposition"].startswith("attachment"), link
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in answer.headers["content-security-policy"]


def uploaded(hand: Hand, name: str, kind: str, content: bytes) -> str:
    """The key of a file sent as the editor sends it; empty where the network does not take it."""
    answer = hand.page.request.post(
        "/files",
        multipart={"file": {"name": name, "mimeType": kind, "buffer": content}},
        headers={"X-CSRFToken": hand.token, "Referer": hand.page.url},
    )
    assert answer.status < 500, (name, answer.status)
    return str(answer.json()["key"]) if answer.ok else ""
