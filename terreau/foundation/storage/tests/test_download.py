import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import connection, transaction
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from terreau.foundation.identity.models import Person, Token
from terreau.foundation.identity.tokens import PREFIX, digest_of
from terreau.foundation.storage import actions, download, queries
from terreau.foundation.storage.models import Attachment
from terreau.foundation.storage.store import Folder
from terreau.foundation.storage.tests.conftest import Browser, Reply, Things, picture

Browsers = Callable[..., Browser]
TEXT = b"".join(b"ligne %05d\n" % number for number in range(60_000))


@pytest.fixture
def url(alice: Person, space: Model, things: Things) -> str:
    """A long text on the space, which Alice sees and Charlie does not."""
    attachment = actions.keep(alice, content=TEXT, name="procédure.txt")
    hang(alice, attachment, space)
    things.show(alice, "space", space.pk)
    return queries.url_of(attachment.key, attachment.name)


def hang(actor: Person, attachment: Attachment, space: Model) -> None:
    with transaction.atomic():
        actions.attach(actor, [attachment.key], space)


def test_who_sees_the_thing_downloads_its_file(browser: Browsers, alice: Person, url: str) -> None:
    reply = browser(alice).get(url)
    assert (reply.status, reply.body) == (200, TEXT)
    assert reply.headers == {
        "content-type": "text/plain; charset=utf-8",
        "content-length": str(len(TEXT)),
        "content-disposition": "attachment; filename=\"procedure.txt\"; filename*=UTF-8''proc%C3%A9dure.txt",
        "content-security-policy": "sandbox; default-src 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "accept-ranges": "bytes",
        "vary": "Cookie, Authorization",
        "etag": reply.headers["etag"],
    }


def test_the_tag_tells_nothing_of_the_content(browser: Browsers, alice: Person, url: str) -> None:
    digest = Attachment.objects.get().blob.digest
    assert not any(digest[:8] in value for value in browser(alice).get(url).headers.values())


def test_head_tells_the_same_without_the_bytes(browser: Browsers, alice: Person, url: str) -> None:
    reply = browser(alice).get(url, "HEAD")
    assert (reply.status, reply.body, reply.headers["content-length"]) == (200, b"", str(len(TEXT)))


@pytest.mark.parametrize(
    "asked,first,last",
    [
        ("bytes=0-9", 0, 9),
        ("bytes=500000-500009", 500_000, 500_009),
        ("bytes=719990-", 719_990, 719_999),
        ("bytes=-5", 719_995, 719_999),
        ("bytes=10-99999999", 10, 719_999),
    ],
)
def test_one_range(browser: Browsers, alice: Person, url: str, asked: str, first: int, last: int) -> None:
    reply = browser(alice).get(url, range=asked)
    assert (reply.status, reply.body) == (206, TEXT[first : last + 1])
    assert reply.headers["content-range"] == f"bytes {first}-{last}/720000"
    assert reply.headers["content-length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "bytes=-", "lines=1-2", "bytes=9-2", "bytes=a-b"])
def test_a_range_we_do_not_take_is_the_whole(browser: Browsers, alice: Person, url: str, asked: str) -> None:
    assert browser(alice).get(url, range=asked).status == 200


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0", f"bytes={'9' * 30}-"])
def test_a_range_beyond_the_end(browser: Browsers, alice: Person, url: str, asked: str) -> None:
    reply = browser(alice).get(url, range=asked)
    assert (reply.status, reply.headers["content-range"]) == (416, f"bytes */{len(TEXT)}")


def test_a_range_of_an_older_file_is_the_whole(browser: Browsers, alice: Person, url: str) -> None:
    tag = browser(alice).get(url).headers["etag"]
    assert browser(alice).get(url, range="bytes=0-9", if_range=tag).status == 206
    assert browser(alice).get(url, range="bytes=0-9", if_range='"other"').status == 200


def test_what_the_browser_has_is_not_sent_again(browser: Browsers, alice: Person, charlie: Person, url: str) -> None:
    tag = browser(alice).get(url).headers["etag"]
    assert browser(alice).get(url, if_none_match=f'"x", W/{tag}').status == 304
    assert browser(alice).get(url, if_none_match='"x"').status == 200
    assert browser(charlie).get(url, if_none_match=tag).status == 404
    assert browser().get(url, if_none_match="*").status == 404


SURFACES: list[tuple[str, dict[str, str], str]] = [
    ("GET", {}, ""),
    ("HEAD", {}, ""),
    ("GET", {"range": "bytes=0-9"}, ""),
    ("GET", {"if_none_match": "*"}, ""),
    ("GET", {}, "?size=96"),
    ("GET", {}, "?size=99999999999999999999&ticket=x"),
    ("HEAD", {"range": "bytes=0-9"}, "?size=320"),
]


@pytest.mark.parametrize("method,headers,query", SURFACES)
@pytest.mark.parametrize("who", ["visitor", "non-member", "ex-member", "gone"])
def test_A02_forbidden_is_absent_byte_for_byte(
    browser: Browsers,
    bob: Person,
    charlie: Person,
    space: Model,
    things: Things,
    url: str,
    who: str,
    method: str,
    headers: dict[str, str],
    query: str,
) -> None:
    things.show(bob, "space", space.pk)
    assert browser(bob).get(url + query, method, **headers).status in (200, 206, 304)
    asking = {"visitor": None, "non-member": charlie, "ex-member": bob, "gone": bob}[who]
    if who == "ex-member":
        things.hide(bob, "space", space.pk)
    asks = browser(asking)
    if who == "gone":
        cookies = asks.cookies()
        Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())
        headers = {**headers, "cookie": cookies}
        asks = browser()
    forbidden, shape = asked(asks, url + query, method, headers)
    absent, same = asked(asks, f"/files/zzzzzz-absent.txt{query}", method, headers)
    assert forbidden == absent
    assert shape == same
    assert forbidden.status == 404
    assert "etag" not in forbidden.headers


def asked(asks: Browser, url: str, method: str, headers: dict[str, str]) -> tuple[Reply, list[str]]:
    """The answer, and the shape of the questions it took (the sign-in’s own session aside)."""
    with CaptureQueriesContext(connection) as captured:
        reply = asks.get(url, method, **headers)
    about_files = [query["sql"] for query in captured if not re.search("session|^SAVEPOINT|^RELEASE", query["sql"])]
    return reply, [re.sub(r"'[^']*'|\b\d+\b", "?", sql) for sql in about_files]


def test_A03_moving_the_thing_out_of_sight_takes_the_file_along(
    browser: Browsers, bob: Person, space: Model, things: Things, url: str
) -> None:
    things.show(bob, "space", space.pk)
    tag = browser(bob).get(url).headers["etag"]
    things.hide(bob, "space", space.pk)
    for headers in ({}, {"if_none_match": tag}, {"range": "bytes=0-0"}):
        assert browser(bob).get(url, **headers).status == 404


def test_loose_files_are_their_uploaders_alone(browser: Browsers, alice: Person, bob: Person, things: Things) -> None:
    key = actions.keep(alice, content=b"brouillon", name="b.txt").key
    assert browser(alice).get(f"/files/{key}-b.txt").body == b"brouillon"
    assert browser(bob).get(f"/files/{key}-b.txt").status == 404


def test_the_logo_is_for_everybody(browser: Browsers, alice: Person, things: Things) -> None:
    key = actions.keep(alice, content=picture(), name="logo.jpg").key
    Attachment.objects.update(thing_kind="network", thing_id=1)
    reply = browser().get(f"/files/{key}-logo.jpg?size=96")
    assert (reply.status, reply.headers["content-type"]) == (200, "image/webp")
    assert reply.headers["cache-control"] == "private, max-age=60"


def test_the_name_in_the_address_is_decoration(browser: Browsers, alice: Person, url: str) -> None:
    key = url.split("/")[2][:6]
    for path in (f"/files/{key}", f"/files/{key}-autre.html", f"/files/{key}-a/b\n/../c"):
        assert browser(alice).get(path).body == TEXT
    for path in (f"/files/{key}x", f"/files/{key.upper()}X-a", "/files/..-a", "/files/", "/files/%00", "/files/-"):
        assert browser(alice).get(path).status in (404, 405)


def test_pictures_we_wrote_ourselves_are_shown_and_narrowed(browser: Browsers, alice: Person, things: Things) -> None:
    key = actions.keep(alice, content=picture(1500, 1000), name="toit.jpg").key
    whole = browser(alice).get(f"/files/{key}-toit.jpg")
    assert whole.headers["content-disposition"].startswith("inline;")
    assert whole.headers["content-type"] == "image/jpeg"
    small = browser(alice).get(f"/files/{key}-toit.jpg?size=100")
    assert small.headers["content-type"] == "image/webp"
    assert len(small.body) < len(whole.body)
    assert small.headers["etag"] != whole.headers["etag"]
    assert browser(alice).get(f"/files/{key}-toit.jpg?size=5000").body == whole.body


HOSTILE = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "svg after a declaration": b'<?xml version="1.0"?>\n<!-- x --><svg onload="alert(1)"/>',
    "html": b"<!doctype html><script>alert(1)</script>",
    "html after spaces": b"\n\n   <html><body onload=alert(1)>",
    "html after a mark": "\ufeff<script>alert(1)</script>".encode(),
    "html in utf-16": "\ufeff<script>alert(1)</script>".encode("utf-16-le"),
    "xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>',
    "pdf with a script": b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "a gif that is a script": b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)",
    "a jpeg that is a page": b"\xff\xd8\xff\xe0<html><script>alert(1)</script>",
    "a png cut short": picture(form="PNG")[:90] + b"<script>",
    "flash": b"CWS\x09" + b"\0" * 60,
    "a program": b"MZ\x90\0" + b"\0" * 60,
    "javascript": b"alert(document.cookie)",
}


@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("name", ["photo.png", "page.html", "logo.svg", "a.pdf"])
@pytest.mark.parametrize("place", ["", "person", "network"])
def test_E03_what_could_act_is_only_ever_downloaded(
    browser: Browsers, alice: Person, things: Things, kind: str, name: str, place: str
) -> None:
    key = actions.keep(alice, content=HOSTILE[kind], name=name).key
    Attachment.objects.update(thing_kind=place, thing_id=alice.pk if place else None)
    things.show(alice, "person", alice.pk)
    reply = browser(alice).get(f"/files/{key}-{name}?size=96")
    assert (reply.status, reply.body) == (200, HOSTILE[kind])
    assert reply.headers["content-disposition"].startswith("attachment;")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in reply.headers["content-security-policy"]
    assert reply.headers["content-type"] in (
        "application/octet-stream",
        "application/pdf",
        "text/plain; charset=utf-8",
    )


def token(person: Person, secret: str, **fields: Any) -> str:
    secret = f"{PREFIX}{secret}"
    fields.setdefault("expires_at", timezone.now() + timedelta(days=1))
    Token.objects.create(person=person, name="t", digest=digest_of(secret), **fields)
    return f"Bearer {secret}"


def test_B03_tokens_count_as_long_as_they_hold(browser: Browsers, alice: Person, url: str) -> None:
    good = token(alice, "good")
    assert browser().get(url, authorization=good).status == 200
    for bad in (
        token(alice, "late", expires_at=timezone.now()),
        token(alice, "revoked", revoked_at=timezone.now()),
        "Bearer unknown",
        "Basic YTpi",
        "Bearer",
    ):
        assert browser().get(url, authorization=bad).status == 404
        assert browser(alice).get(url, authorization=bad).status == 404
    Person.objects.filter(pk=alice.pk).update(suspended_at=timezone.now())
    assert browser().get(url, authorization=good).status == 404


def test_B03_a_changed_password_ends_the_session(browser: Browsers, alice: Person, url: str) -> None:
    cookies = browser(alice).cookies()
    assert browser().get(url, cookie=cookies).status == 200
    alice.set_password("another one entirely")
    alice.save()
    assert browser().get(url, cookie=cookies).status == 404


def test_missing_content_is_absent(browser: Browsers, alice: Person, url: str, store: Folder) -> None:
    store.path(Attachment.objects.get().blob.digest).unlink()
    assert browser(alice).get(url).status == 404


def test_only_reading_and_sending(browser: Browsers, alice: Person, url: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        reply = browser(alice).get(url, method)
        assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD")


@pytest.fixture
def apart(settings: Any) -> None:
    changed = {"files_url": "https://files.example:8443"}
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update=changed)


def test_a_separate_host_gives_the_bytes_to_a_ticket(
    browser: Browsers, alice: Person, charlie: Person, url: str, apart: None
) -> None:
    reply = browser(alice).get(url)
    assert (reply.status, reply.body) == (302, b"")
    assert reply.headers["cache-control"] == "private, no-store"
    target = reply.headers["location"]
    assert target.startswith("https://files.example:8443" + url)
    there = browser(None, "files.example:8443")
    path = target.removeprefix("https://files.example:8443")
    assert there.get(path).body == TEXT
    assert there.get(path).headers["cross-origin-resource-policy"] == "cross-origin"
    assert browser(charlie).get(url).status == 404


def test_B03_a_ticket_is_for_one_file_one_person_and_a_minute(
    browser: Browsers, alice: Person, url: str, apart: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = actions.keep(alice, content=b"other", name="o.txt").key
    path = browser(alice).get(url).headers["location"].removeprefix("https://files.example:8443")
    there = browser(alice, "files.example:8443")
    assert there.get(path).status == 200
    assert there.get(url).status == 404
    assert there.get(f"/files/{other}?{path.partition('?')[2]}").status == 404
    assert there.get(path[:-1] + "x").status == 404
    with monkeypatch.context() as later:
        later.setattr(signing.time, "time", lambda now=signing.time.time: now() + 61)
        assert there.get(path).status == 404
    assert there.get(path).status == 200
    assert download.TICKET_SECONDS <= 60
    Person.objects.filter(pk=alice.pk).update(left_at=timezone.now())
    assert there.get(path).status == 404
