"""Files of real posts, comments and spaces: seen exactly where their thing is seen, on every surface of the routes."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import download, queries, upload
from terreau.foundation.storage.tests.conftest import Browser, Reply, here, picture
from terreau.network.chat import actions as chat
from terreau.network.posts import actions as posts
from terreau.network.posts.models import Post
from terreau.network.spaces import actions as spaces
from terreau.network.spaces.models import Membership, Space

Browsers = Callable[..., Browser]
SURFACES: list[tuple[str, dict[str, str], str]] = [
    ("GET", {}, ""),
    ("HEAD", {}, ""),
    ("GET", {"range": "bytes=0-9"}, ""),
    ("GET", {"if_none_match": "*"}, ""),
    ("GET", {}, "?size=96"),
]


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(download, "in_thread", here)
    monkeypatch.setattr(upload, "in_thread", here)


@pytest.fixture
def browser() -> Browsers:
    return Browser


def published(author: Person, space: Space) -> tuple[Post, str]:
    """A post with a picture, and the picture’s address."""
    key = storage.keep(author, content=picture(), name="plan canari.jpg").key
    post = posts.publish(author, space=space, body="<p>Voici.</p>", files=[key])
    return post, queries.attachments_of("post", [post.pk])[post.pk][0].url


def asked(asks: Browser, url: str, method: str, headers: dict[str, str]) -> tuple[Reply, list[str]]:
    """The answer, and the statements about files it took, without their values."""
    cookies = {"cookie": asks.cookies()}
    with CaptureQueriesContext(connection) as captured:
        reply = Browser().get(url, method, **headers, **cookies)
    statements = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    return reply, [re.sub(r"'[^']*'|\b\d+\b", "?", sql) for sql in statements]


def hidden(asks: Browser, url: str) -> None:
    """Every surface answers as for a file that does not exist, by the same statements."""
    for method, headers, query in SURFACES:
        forbidden, shape = asked(asks, url + query, method, headers)
        absent, same = asked(asks, f"/files/zzzzzz-absent.jpg{query}", method, headers)
        assert (forbidden.status, forbidden, shape) == (404, absent, same), (method, headers, query)


def shown(asks: Browser, url: str) -> None:
    assert {asks.get(url + query, method, **headers).status for method, headers, query in SURFACES} <= {200, 206, 304}


def test_A02_a_file_of_a_secret_space_exists_for_its_members_only(
    browser: Browsers, alice: Person, bob: Person, charlie: Person, gaby: Person, dora: Person, secret: Space
) -> None:
    _, url = published(alice, secret)
    shown(browser(bob), url)
    for stranger in (None, charlie, gaby, dora):
        hidden(browser(stranger), url)


def test_A02_leaving_takes_the_files_away(browser: Browsers, alice: Person, bob: Person, secret: Space) -> None:
    _, url = published(bob, secret)
    shown(browser(bob), url)
    Membership.objects.filter(space=secret, person=bob).delete()
    hidden(browser(bob), url)


def test_A03_moving_a_post_takes_its_files_along(
    browser: Browsers, alice: Person, charlie: Person, space: Space, secret: Space
) -> None:
    post, url = published(alice, space)
    shown(browser(charlie), url)
    posts.move(alice, post=post, space=secret)
    hidden(browser(charlie), url)
    shown(browser(alice), url)


def test_A10_archiving_widens_nothing(
    browser: Browsers, alice: Person, bob: Person, charlie: Person, secret: Space
) -> None:
    _, url = published(alice, secret)
    spaces.archive(alice, space=secret)
    shown(browser(bob), url)
    hidden(browser(charlie), url)


def test_a_withdrawn_post_withdraws_its_files(browser: Browsers, alice: Person, bob: Person, space: Space) -> None:
    post, url = published(alice, space)
    shown(browser(bob), url)
    posts.withdraw(alice, post=post)
    hidden(browser(bob), url)


def test_a_staged_space_shows_no_file(browser: Browsers, alice: Person, bob: Person, space: Space) -> None:
    _, url = published(alice, space)
    shown(browser(bob), url)
    Space.objects.filter(pk=space.pk).update(shown_at=None)
    hidden(browser(bob), url)


def test_files_of_comments_and_spaces_follow_theirs(
    browser: Browsers, alice: Person, bob: Person, charlie: Person, secret: Space
) -> None:
    post, _ = published(alice, secret)
    key = storage.keep(bob, content=picture(), name="réponse.jpg").key
    posts.comment(bob, post=post, body="<p>Ici.</p>", files=[key])
    shown(browser(alice), f"/files/{key}")
    hidden(browser(charlie), f"/files/{key}")


def test_A02_a_file_of_a_conversation_exists_for_those_who_take_part_only(
    browser: Browsers, alice: Person, bob: Person, charlie: Person, dora: Person, operator: Person
) -> None:
    key = storage.keep(alice, content=picture(), name="plan canari.jpg").key
    said = chat.write_to(alice, person=bob, body="<p>Voici.</p>", files=[key])
    url = queries.attachments_of("message", [said.pk])[said.pk][0].url
    shown(browser(bob), url)
    for stranger in (None, charlie, dora, operator):
        hidden(browser(stranger), url)
    chat.withdraw(alice, message=said)
    for stranger in (alice, bob):
        hidden(browser(stranger), url)


def test_A02_a_newcomer_does_not_get_files_of_before_nor_one_who_left_any(
    browser: Browsers, alice: Person, bob: Person, charlie: Person, dora: Person
) -> None:
    talk = chat.begin(alice, people=[bob, charlie])
    key = storage.keep(alice, content=picture(), name="avant.jpg").key
    chat.send(alice, conversation=talk, body="", files=[key])
    chat.add(alice, conversation=talk, people=[dora])
    shown(browser(charlie), f"/files/{key}")
    hidden(browser(dora), f"/files/{key}")
    chat.leave(charlie, conversation=talk)
    hidden(browser(charlie), f"/files/{key}")


def test_A14_a_file_of_a_conversation_hangs_on_nothing_else(
    browser: Browsers, alice: Person, bob: Person, charlie: Person, space: Space
) -> None:
    key = storage.keep(alice, content=picture(), name="à nous.jpg").key
    said = chat.write_to(alice, person=bob, body="<p>Voici.</p>", files=[key])
    for thief in (alice, bob):
        with pytest.raises(Absent):
            posts.publish(thief, space=space, body="<p>Regardez</p>", files=[key])
        with pytest.raises(Absent):
            chat.write_to(thief, person=charlie, body="<p>Regarde</p>", files=[key])
    hidden(browser(charlie), queries.attachments_of("message", [said.pk])[said.pk][0].url)


def test_A14_a_second_link_never_widens_a_file(
    browser: Browsers, alice: Person, bob: Person, charlie: Person, space: Space, secret: Space
) -> None:
    _, url = published(alice, secret)
    key = url.split("/")[2].split("-")[0]
    for thief in (bob, alice):
        with pytest.raises(Absent):
            posts.publish(thief, space=space, body="<p>Regardez</p>", files=[key])
    hidden(browser(charlie), url)
    assert Post.objects.count() == 1


def test_B03_who_is_gone_downloads_nothing(browser: Browsers, alice: Person, bob: Person, space: Space) -> None:
    _, url = published(alice, space)
    cookies = browser(bob).cookies()
    assert browser().get(url, cookie=cookies).status == 200
    Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())
    assert browser().get(url, cookie=cookies).status == 404
