"""Journey 8: a secret space leaks nothing, and what was acknowledged survives processes that are killed."""

import http.client
import os
import re
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from terreau.project.tests.processes import Network, until
from tests.journeys.hostile import Hand
from tests.screens import town
from tests.screens.looking import PHONE, WIDE, Visit

pytestmark = pytest.mark.journey
SECRET = "Relève Kassel"  # Paul holds its key
SURFACES = ("/", "/spaces", "/spaces?only=mine", "/people", "/bookmarks", "/posts/new", "/spaces/proposals", "/search")
SURFACES += ("/?order=active", "/?only=unread", "/drafts", "/welcome/spaces", "/withdrawn", "/waiting")


def secret_of(page: Page) -> tuple[str, str, str]:
    """Paul writes in his secret space: the space’s address, the post’s, and the word that must never be met."""
    word = f"zephyr{uuid4().hex[:10]}"
    page.goto("/spaces?only=mine")
    space = page.locator("main a", has_text=SECRET).first.get_attribute("href") or ""
    key = space.rpartition("/")[2].partition("-")[0]
    body = f"<div>Le mot est {word}.</div>"
    post = Hand(page).made("/posts/new", space=key, kind="question", title=f"Note {word}", body=body)
    until(lambda: word in page.request.get(f"/search?q={word[:9]}").text())
    return space, post, word


OUTSIDE = [(who, width, language) for who in ("charlie", "gaby") for width, language in ((WIDE, "en"), (PHONE, "fr"))]


@pytest.mark.parametrize(("who", "width", "language"), OUTSIDE)
def test_a_secret_space_leaks_nothing(who: str, width: int, language: str, come_in: Callable[..., Visit]) -> None:
    inside = come_in("paul").open(WIDE, "light")
    space, post, word = secret_of(inside)
    page = come_in(who, language).open(width, "light")
    knows_nothing(page, space, post, word)
    page.goto("/notifications")
    assert SECRET not in page.content()


def knows_nothing(page: Page, space: str, post: str, word: str) -> None:
    """Neither the space nor what is in it stands on any page, in any list, in any answer."""
    nowhere = [page.request.get(path) for path in ("/spaces/zzzzzz", "/posts/zzzzzz")]
    for path, absent in ((space, nowhere[0]), (post, nowhere[1])):
        answer = page.goto(path)
        assert answer is not None and answer.status == 404
        assert blank(answer.text()) == blank(absent.text())
    for path in (*SURFACES, f"/search?q={word[:9]}", "/search?q=releve", f"/search?q={word[:9]}&kind=post"):
        page.goto(path)
        said = page.content()
        assert SECRET not in said and word not in said and post.partition("?")[0] not in said, path
    for path in ("/search/suggestions", "/people/mentions"):
        heard = page.request.get(path, params={"q": word[:8]}).text()
        assert word not in heard and SECRET not in heard
    assert page.request.get("/metrics").status in (403, 404)


def blank(text: str) -> str:
    """An answer without the tokens that differ from one request to the next."""
    return re.sub(r"[\w-]{16,}", "", text)


@pytest.mark.parametrize(("width", "language"), [(WIDE, "fr"), (PHONE, "en")])
def test_who_was_removed_learns_nothing_more(width: int, language: str, come_in: Callable[..., Visit]) -> None:
    """Bob reads a secret space; Paul removes him; the open page learns nothing, and no surface knows anything."""
    owner = come_in("paul").open(WIDE, "light")
    space, _, _ = secret_of(owner)
    hand = Hand(owner)
    found = owner.request.get(f"{space}/people?find=bob@demo.example").text()
    bob = re.search(r"/invitations/([2-9a-hjkmnp-z]{6,16})", found)
    assert bob, "Bob may be invited"
    key = space.rpartition("/")[2].partition("-")[0]
    hand.send(f"/spaces/{key}/invitations/{bob[1]}")
    page = come_in("bob", language).open(width, "light")
    page.goto("/")
    Hand(page).send(f"/spaces/{key}/invitation")
    answer = page.goto(space)
    assert answer is not None and answer.status == 200
    hand.send(f"/spaces/{key}/people/{bob[1]}/removal")
    word = f"brise{uuid4().hex[:10]}"
    heard: list[str] = []
    page.on("response", lambda one: heard.append(one.url))
    told = len(heard)
    post = hand.made("/posts/new", space=key, kind="message", title=word, body="<div>x</div>")
    until(lambda: word in owner.request.get(f"/search?q={word}").text())
    assert word not in page.content() and not [url for url in heard[told:] if "/fresh" in url]
    knows_nothing(page, space, post, word)


@pytest.fixture
def own(planted: Path, tmp_path: Path) -> Iterator[Network]:
    with town.running(town.copied(planted, tmp_path / "network")) as network:
        yield network


class Writer(threading.Thread):
    """Writes until it is told to stop, each under a key of its own; keeps what was acknowledged (4.1, the ledger)."""

    def __init__(self, network: Network, page: Page) -> None:
        super().__init__(daemon=True)
        self.port, self.acknowledged, self.over = network.port, [], threading.Event()
        cookies = {str(one["name"]): str(one["value"]) for one in page.context.cookies()}
        self.cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        self.token = page.evaluate("document.body.dataset.token")
        self.place = page.locator('select[name="space"] option').first.get_attribute("value") or ""

    def run(self) -> None:
        while not self.over.is_set():
            word = uuid4().hex
            while not self.over.is_set() and not self.written(word):
                time.sleep(0.05)

    def written(self, word: str) -> bool:
        """One form, sent again with the same key until somebody answers."""
        body = f"space={self.place}&kind=message&title={word}&body=x&once={word}&csrfmiddlewaretoken={self.token}"
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"Referer": f"http://127.0.0.1:{self.port}/", "X-CSRFToken": str(self.token)}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", "/posts/new", body, headers)
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        if status in (302, 303):
            self.acknowledged.append(word)
        return status in (302, 303)


def counted(folder: Path, titles: list[str]) -> dict[str, int]:
    """How often each title stands in the network."""
    with closing(sqlite3.connect(folder / "terreau.sqlite3")) as rows:
        return {
            title: rows.execute("SELECT count(*) FROM posts_post WHERE title = ?", (title,)).fetchone()[0]
            for title in titles
        }


def test_killed_processes_lose_nothing_that_was_acknowledged(own: Network, browser: Browser) -> None:
    """kill -9 of the app and of the worker, three times, while somebody writes: no post lost, none twice."""
    visit = Visit(browser, f"http://127.0.0.1:{own.port}", "alice", "en").begin()
    page = visit.open(WIDE, "light")
    page.goto("/posts/new")
    writer = Writer(own, page)
    writer.start()
    for module in ("app", "worker", "app"):
        many = len(writer.acknowledged)
        until(lambda many=many: len(writer.acknowledged) >= many + 5)
        victim = own.one(module)
        os.kill(victim, signal.SIGKILL)
        until(lambda victim=victim, module=module: own.one(module) not in (0, victim))
    many = len(writer.acknowledged)
    until(lambda: len(writer.acknowledged) >= many + 5)
    writer.over.set()
    writer.join()
    assert counted(own.folder, writer.acknowledged) == dict.fromkeys(writer.acknowledged, 1)
    first = writer.acknowledged[0]
    until(lambda: page.request.get(f"/search?q={first}").text().count(first) > 1)
    page.goto(f"/search?q={first}")
    expect(page.locator(f'main a:has-text("{first}")').first).to_be_visible()
    visit.close()
