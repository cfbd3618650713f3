"""Giving a file out: one question about rights in a thread, then the bytes from the event loop."""

import asyncio
import logging
import re
from dataclasses import dataclass
from typing import BinaryIO
from urllib.parse import parse_qs, urlencode

from django.conf import settings
from django.core import signing
from django.utils import translation

from terreau.foundation.identity.asgi import header
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries
from terreau.foundation.storage.answers import GUARDS, NO_STORE, SAME_ORIGIN, Headers, answer, not_for_you, plain
from terreau.foundation.storage.apart import files_host
from terreau.foundation.storage.asking import RIGHTS, Receive, Scope, Send, in_thread, language_of, reader_of
from terreau.foundation.storage.models import Attachment
from terreau.foundation.storage.names import disposition
from terreau.foundation.storage.place import store
from terreau.foundation.storage.refusals import Away
from terreau.foundation.storage.store import CHUNK

log = logging.getLogger(__name__)
ADDRESS = re.compile(r"/files/([2-9a-z]{4,16})(?:-.*)?", re.DOTALL)
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
TICKET_SECONDS = 60
FACES = frozenset({"person", "network", "space"})  # small pictures every page shows again: kept for a minute
SALT = "terreau.files"


@dataclass(frozen=True)
class Found:
    """What may be given: the open content and all that the headers say about it."""

    file: BinaryIO
    size: int
    etag: str
    headers: Headers


@dataclass(frozen=True)
class Elsewhere:
    """The viewer may have it, for a minute: on the separate host for files, or from the object store."""

    url: str


async def download(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer GET or HEAD of `/files/<key>-<name>[?size=320]`. Forbidden and absent give the same bytes."""
    head = scope["method"] == "HEAD"
    try:
        person, found = await in_thread(RIGHTS, look_up, scope)
    except Away as away:
        return await plain(send, away.status, away.why, (b"retry-after", b"30"), head=head)
    if found is None:
        with translation.override(language_of(scope, person)):
            words = not_for_you()
        return await plain(send, 404, words, head=head)
    if isinstance(found, Elsewhere):
        return await answer(send, 302, [(b"location", found.url.encode()), NO_STORE, SAME_ORIGIN], head=head)
    try:
        await give(scope, receive, send, found)
    finally:
        found.file.close()


def look_up(scope: Scope) -> tuple[Person | None, Found | Elsewhere | None]:
    """Who asks, and what they may have. Asks the database."""
    asked = parse_qs(scope["query_string"].decode("latin1"))
    size, page = wanted(asked, "size"), wanted(asked, "page")
    match = ADDRESS.fullmatch(scope["path"])
    key = match[1] if match else "-"
    apart = on_files_host(scope)
    person = person_of_ticket(asked, key) if apart else reader_of(scope)
    row = queries.attachment(person, key)
    if row is None:
        return person, None
    if files_host() and not apart:
        return person, Elsewhere(ticketed(row, person, size, page))
    return person, opened_page(row, page) if page else opened(row, size)


def wanted(asked: dict[str, list[str]], name: str) -> int:
    """The width asked for in pixels, or the page; 0 for the whole, also where the number is none."""
    given = asked.get(name, ["0"])[0]
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 0


def on_files_host(scope: Scope) -> bool:
    """Does this request name the separate host for files?"""
    return bool(files_host()) and header(scope, b"host").lower() == files_host()


def ticketed(row: Attachment, person: Person | None, size: int, page: int) -> str:
    """The address on the files host, good for this person, this file and 60 seconds."""
    ticket = signing.dumps([row.key, person.pk if person else 0], salt=SALT)
    base = settings.CONFIGURATION.files_url.rstrip("/")
    return f"{base}{queries.url_of(row.key, row.name)}?" + urlencode({"size": size, "page": page, "ticket": ticket})


def person_of_ticket(asked: dict[str, list[str]], key: str) -> Person | None:
    """Who the ticket was given to, if it is fresh and they may still come in; their rights are asked again."""
    try:
        given, pk = signing.loads(asked.get("ticket", [""])[0], salt=SALT, max_age=TICKET_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Person.objects.present().filter(pk=pk).first() if given == key and pk else None


def opened(row: Attachment, size: int) -> Found | Elsewhere | None:
    """The content to give, narrowed where a picture was asked for narrower; None where the store has lost it."""
    picture = queries.is_picture(row.blob)
    if not picture and (url := signed(row)):
        return Elsewhere(url)
    width, blob = queries.copy_for(row, size) if size and picture else (0, row.blob)
    try:
        file = store().open(blob.digest)
    except FileNotFoundError:
        log.error("content is missing from the store", extra={"attachment": row.pk})
        return None
    etag = f'"{row.key}-{width}"'
    return Found(file, blob.size, etag, headers_of(row, blob.media_type, etag, picture))


def opened_page(row: Attachment, number: int) -> Found | None:
    """A page of a document, as it was drawn; None where there is none."""
    blob = queries.page_of(row, number)
    if blob is None:
        return None
    etag = f'"{row.key}-p{number}"'
    return Found(store().open(blob.digest), blob.size, etag, headers_of(row, blob.media_type, etag, True))


def signed(row: Attachment) -> str:
    """Where an object store gives this file out itself; empty where we do. Never shown inline."""
    disposition_there = disposition(row.name, inline=False)
    return store().address(row.blob.digest, media_type=row.blob.media_type, disposition=disposition_there)


def headers_of(row: Attachment, media_type: str, etag: str, picture: bool) -> Headers:
    """All a browser needs to know, and nothing that tells of the content."""
    faces = row.thing_kind in FACES and picture
    cached = b"private, max-age=60" if faces else b"private, no-cache" if picture else b"private, no-store"
    apart = bool(files_host())
    kind = f"{media_type}; charset=utf-8" if media_type == "text/plain" else media_type
    return [
        (b"content-type", kind.encode()),
        (b"content-disposition", disposition(row.name, inline=picture).encode("latin1")),
        (b"etag", etag.encode()),
        (b"accept-ranges", b"bytes"),
        (b"cache-control", cached),
        (b"cross-origin-resource-policy", b"cross-origin" if apart else b"same-origin"),
    ]


async def give(scope: Scope, receive: Receive, send: Send, found: Found) -> None:
    """The whole, a part, or word that the browser has it already."""
    asked = dict(scope["headers"])
    head = scope["method"] == "HEAD"
    if matches(asked.get(b"if-none-match", b"").decode("latin1"), found.etag):
        return await answer(send, 304, found.headers)
    part = part_of(asked, found)
    if part is None:
        return await plain(send, 416, "", (b"content-range", f"bytes */{found.size}".encode()), head=head)
    first, length = part
    status, more = 200, [(b"content-length", str(length).encode())]
    if length < found.size:
        status = 206
        more.append((b"content-range", f"bytes {first}-{first + length - 1}/{found.size}".encode()))
    await send_start(send, status, [*found.headers, *more])
    if head:
        return await send({"type": "http.response.body", "body": b""})
    await stream(found.file, first, length, receive, send)


async def send_start(send: Send, status: int, headers: Headers) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*GUARDS, *headers]})


def matches(given: str, etag: str) -> bool:
    """Does an If-None-Match name this tag?"""
    tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
    return etag in tags or tags == ["*"]


def part_of(asked: dict[bytes, bytes], found: Found) -> tuple[int, int] | None:
    """(first byte, length) of one asked range; the whole where none or several are asked; None if out of bounds."""
    given = RANGE.fullmatch(asked.get(b"range", b"").decode("latin1").replace(" ", ""))
    condition = asked.get(b"if-range", found.etag.encode()).decode("latin1")
    if not given or given[0] == "bytes=-" or condition != found.etag:
        return 0, found.size
    start, end = given[1], given[2]
    if len(start) > 18 or len(end) > 18:
        return None
    if not start:
        length = min(int(end), found.size)
        return (found.size - length, length) if length else None
    first, last = int(start), min(int(end) if end else found.size, found.size - 1)
    if end and int(end) < first:
        return 0, found.size
    return (first, last - first + 1) if first < found.size else None


async def stream(file: BinaryIO, first: int, left: int, receive: Receive, send: Send) -> None:
    """The bytes, as fast as the reader takes them; ends when the reader has gone."""
    leaving = asyncio.ensure_future(gone(receive))
    try:
        await asyncio.to_thread(file.seek, first)
        while left and not leaving.done():
            chunk = await asyncio.to_thread(file.read, min(CHUNK, left))
            if not chunk:
                raise OSError("the content is shorter than its row says")
            left -= len(chunk)
            await send({"type": "http.response.body", "body": chunk, "more_body": left > 0})
    finally:
        leaving.cancel()


async def gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
