"""Several files as one ZIP, written while it is sent."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions, zipping
from terreau.foundation.storage.bundles import MOST_ENTRIES, Bundle, Entry
from terreau.foundation.storage.models import Attachment
from terreau.foundation.storage.tests.conftest import Browser, Things, here

pytestmark = pytest.mark.django_db
Browsers = Callable[..., Browser]
AT = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
LONG = b"".join(b"ligne %05d\n" % number for number in range(60_000))


@pytest.fixture(autouse=True)
def in_this_thread_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipping, "in_thread", here)


@pytest.fixture
def held(alice: Person, space: Any, things: Things) -> list[Attachment]:
    """Two files on the space, which Alice sees and Charlie does not."""
    rows = [actions.keep(alice, content=content, name=name) for name, content in (("un.txt", LONG), ("deux.txt", b"2"))]
    with transaction.atomic():
        actions.attach(alice, [row.key for row in rows], space)
    things.show(alice, "space", space.pk)
    return rows


def holding(monkeypatch: pytest.MonkeyPatch, *entries: Entry, name: str = "Guide de pose.zip") -> None:
    bundle = Bundle(name, entries)
    monkeypatch.setattr(zipping, "import_string", lambda _name: lambda _viewer, _asked: bundle)


def entry(row: Attachment, path: str) -> Entry:
    return Entry(path, row.key, row.blob.size, AT)


def opened(body: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        return {found.filename: archive.read(found) for found in archive.infolist()}


def test_folders_and_files_under_their_names(
    browser: Browsers, alice: Person, held: list[Attachment], monkeypatch: pytest.MonkeyPatch
) -> None:
    holding(monkeypatch, Entry("Été/", "", 0, AT), entry(held[0], "Été/procédure.txt"), entry(held[1], "日本.txt"))
    reply = browser(alice).get("/files/zip?space=x")
    assert reply.status == 200 and opened(reply.body) == {"Été/": b"", "Été/procédure.txt": LONG, "日本.txt": b"2"}
    assert reply.headers["content-type"] == "application/zip" and "content-length" not in reply.headers
    assert reply.headers["content-disposition"].startswith('attachment; filename="Guide de pose.zip"')
    assert reply.headers["cache-control"] == "private, no-store"
    assert browser(alice).get("/files/zip?space=x", "HEAD").body == b""


def test_what_left_their_sight_meanwhile_is_left_out_and_named(
    browser: Browsers, alice: Person, charlie: Person, held: list[Attachment], space: Any, things: Things,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    holding(monkeypatch, entry(held[0], "un.txt"), entry(held[1], "deux.txt"))
    Attachment.objects.filter(pk=held[1].pk).delete()
    found = opened(browser(alice).get("/files/zip").body)
    assert found["un.txt"] == LONG and "deux.txt" not in found and b"deux.txt" in found["_.txt"]
    assert set(opened(browser(charlie).get("/files/zip").body)) == {"_.txt"}


def test_A02_nobody_and_nothing_are_the_same(
    browser: Browsers, alice: Person, held: list[Attachment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipping, "import_string", lambda _name: lambda _viewer, _asked: None)
    nothing = browser(alice).get("/files/zip?space=zzzzzz")
    assert nothing.status == browser().get("/files/zip").status == 404
    assert nothing.body == browser(alice).get("/files/zzzzzz-x").body


@pytest.mark.parametrize("entries,size", [(1, 2 * 2**20), (MOST_ENTRIES + 1, 0)])
def test_more_than_the_operator_allows_is_refused_in_words_before_a_byte_is_sent(
    browser: Browsers, alice: Person, held: list[Attachment], settings: Any, monkeypatch: pytest.MonkeyPatch,
    entries: int, size: int,
) -> None:  # fmt: skip
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"zip_limit_mb": 1})
    holding(monkeypatch, *(Entry(f"{number}.txt", held[0].key, size, AT) for number in range(entries)))
    reply = browser(alice).get("/files/zip")
    assert reply.status == 413 and reply.headers["content-type"].startswith("text/plain")


def test_only_what_reads(browser: Browsers, alice: Person) -> None:
    assert browser(alice).post("/files/zip").status == 405
