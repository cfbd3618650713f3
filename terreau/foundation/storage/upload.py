"""Taking a file in: the bytes go from the event loop to a temporary file, and only a whole file asks the database."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from urllib.parse import unquote
from weakref import WeakValueDictionary

from django.utils import translation
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.foundation.identity.writers import writer_of_scope
from terreau.foundation.storage import actions, queries
from terreau.foundation.storage.answers import problem, structured
from terreau.foundation.storage.asking import KEEPING, RIGHTS, Receive, Scope, Send, in_thread, language_of
from terreau.foundation.storage.limits import limit_bytes, refuse_larger, take
from terreau.foundation.storage.models import Attachment
from terreau.foundation.storage.multipart import FirstFile, Malformed, boundary_of
from terreau.foundation.storage.place import store
from terreau.foundation.storage.refusals import NotKept
from terreau.foundation.storage.store import CHUNK, Incoming

SILENCE = 60.0  # seconds a sender may say nothing
turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
AROUND = 65_536  # bytes a multipart body may hold around the file


class Left(Exception):
    """The sender has gone."""


class Stranger(Exception):
    """Nobody we know sent this, or not from a page of ours."""


class Body:
    """The body of a request, as it arrives."""

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.ended = False

    async def pieces(self) -> AsyncIterator[bytes]:
        """Raises Left, and TimeoutError after a minute of silence."""
        while not self.ended:
            message = await asyncio.wait_for(self.receive(), SILENCE)
            if message["type"] == "http.disconnect":
                self.ended = True
                raise Left
            self.ended = not message.get("more_body", False)
            yield message.get("body", b"")

    async def drain(self) -> None:
        """Let a sender who was refused finish, within reason: browsers read no answer while they still send."""
        left = limit_bytes()
        with contextlib.suppress(Left, TimeoutError):
            async for piece in self.pieces():
                left -= len(piece)
                if left < 0:
                    return


async def upload(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer `POST /files`: multipart/form-data, or the bare content with its name in `X-File-Name` (percent-encoded).

    201 with the file’s key, name, size, address and type; 401, 403, 400, 408, 413, 422 or 507 with the reason.
    """
    person = await in_thread(RIGHTS, writer_of_scope, scope)
    # A task has a context of its own, so that the language chosen in it is nobody else’s.
    await asyncio.create_task(taken_in(scope, Body(receive), send, person))


async def taken_in(scope: Scope, body: Body, send: Send, person: Person | None) -> None:
    """The upload itself, in the language of who sends. Runs as a task of its own."""
    translation.activate(language_of(scope, person))
    try:
        if person is None:
            raise Stranger
        attachment = await received(scope, body, person)
    except Left:
        return
    except (NotKept, Malformed, Refused, Stranger, TimeoutError) as error:
        await body.drain()
        return await refuse(scope, send, error)
    await told(send, attachment)


async def refuse(scope: Scope, send: Send, error: Exception) -> None:
    """Say why, as problem+json."""
    title = _("The file was not kept")
    if isinstance(error, NotKept):
        return await problem(send, error.status, title, error.why)
    if isinstance(error, TimeoutError):
        return await problem(send, 408, title, _("The file stopped arriving. Send it again."))
    if isinstance(error, Stranger):
        status = 401 if b"authorization" in dict(scope["headers"]) else 403
        return await problem(send, status, title, _("Sign in again, reload the page, and send the file once more."))
    await problem(send, 403 if isinstance(error, Refused) else 400, title, str(error))


async def told(send: Send, attachment: Attachment) -> None:
    """201 with the file as the page needs it."""
    file = queries.described(attachment)
    said = {
        "key": file.key,
        "name": file.name,
        "size": file.size,
        "url": file.url,
        "media_type": file.media_type,
        "width": file.width,
        "height": file.height,
        "is_image": file.is_image,
    }
    await structured(send, 201, said, b"application/json", (b"location", file.url.encode()))


async def received(scope: Scope, body: Body, person: Person) -> Attachment:
    """The whole file, kept. Whatever ends early leaves nothing behind."""
    with await asyncio.to_thread(store().receive) as incoming:
        name = await fill(scope, body, incoming)
        async with turn_of(person):
            return await in_thread(KEEPING, actions.keep, person, content=incoming, name=name)


def turn_of(person: Person) -> asyncio.Lock:
    """One file at a time for each person: a hundred huge pictures of one keep nobody else waiting."""
    return turns.setdefault(person.pk, asyncio.Lock())


async def fill(scope: Scope, body: Body, incoming: Incoming) -> str:
    """Write the body’s file into `incoming`, in large pieces. Returns its name."""
    asked = {key: value.decode("latin1") for key, value in scope["headers"]}
    parser, name = parser_of(asked), unquote(asked.get(b"x-file-name", ""), errors="replace")
    announced = announced_size(asked.get(b"content-length", ""), AROUND if parser else 0)
    waiting = bytearray()
    async for piece in body.pieces():
        waiting += parser.feed(piece) if parser else piece
        name = (parser.name or "") if parser else name
        if name:
            refuse_larger(announced or 0, name=name, announced=announced)
        if len(waiting) >= CHUNK:
            await asyncio.to_thread(take, incoming, bytes(waiting), name=name, announced=announced)
            waiting.clear()
    if parser and not parser.ended:
        raise Malformed(_("The body ended before the file did."))
    await asyncio.to_thread(take, incoming, bytes(waiting), name=name, announced=announced)
    return name


def parser_of(asked: dict[bytes, str]) -> FirstFile | None:
    """How to read the body: as a form, or as it is. Raises Malformed."""
    if asked.get(b"content-type", "").lower().startswith("multipart/form-data"):
        return FirstFile(boundary_of(asked[b"content-type"]))
    if not asked.get(b"x-file-name"):
        raise Malformed(_("Give the file’s name in the header X-File-Name, percent-encoded."))
    return None


def announced_size(length: str, around: int) -> int | None:
    """The least the file can measure, from the announced length of the body; None where none is announced."""
    return max(int(length) - around, 0) if length.isascii() and length.isdecimal() and len(length) < 16 else None
