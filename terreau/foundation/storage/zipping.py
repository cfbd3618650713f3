"""A ZIP written while it is sent: nothing of it lies on the disk, and no more than a piece of it in memory.

Who asks is asked about once for the whole, and again before each file: what left their sight meanwhile is left out,
and a list at the end says so. Files are stored as they are; those of today are packed already.
"""

import asyncio
import zipfile
from typing import IO, BinaryIO, cast
from urllib.parse import parse_qs

from django.conf import settings
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from terreau.foundation.access import things
from terreau.foundation.identity.models import Person
from terreau.foundation.storage.answers import NO_STORE, SAME_ORIGIN, Headers, not_for_you, plain
from terreau.foundation.storage.asking import RIGHTS, Receive, Scope, Send, in_thread, language_of, reader_of
from terreau.foundation.storage.bundles import Bundle, Entry, TooMuch, demand_small
from terreau.foundation.storage.download import gone, send_start
from terreau.foundation.storage.models import Attachment
from terreau.foundation.storage.names import disposition
from terreau.foundation.storage.place import store
from terreau.foundation.storage.refusals import Away
from terreau.foundation.storage.store import CHUNK

EARLIEST = (1980, 1, 1, 0, 0, 0)


class Piece:
    """Where the ZIP is written to: what came since the last look."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def write(self, data: bytes) -> int:
        self.waiting += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        data = bytes(self.waiting)
        self.waiting.clear()
        return data


async def zipped(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer GET or HEAD of `/files/zip?…`: what the room that `settings.ZIPPED` names finds there for who asks."""
    head = scope["method"] == "HEAD"
    person, found = await in_thread(RIGHTS, look_up, scope)
    with translation.override(language_of(scope, person)):
        if isinstance(found, TooMuch):
            return await plain(send, found.status, found.why, head=head)
        if found is None or person is None:
            return await plain(send, 404, not_for_you(), head=head)
        left_out = _("These files were moved, put into the bin or could not be read while this ZIP was written:")
    await send_start(send, 200, headers_of(found))
    if head:
        return await send({"type": "http.response.body", "body": b""})
    leaving = asyncio.ensure_future(gone(receive))
    try:
        await write(found, person, leaving, send, left_out)
    finally:
        leaving.cancel()


def look_up(scope: Scope) -> tuple[Person | None, Bundle | TooMuch | None]:
    """Who asks, and what they may have. Asks the database."""
    person = reader_of(scope)
    if person is None:
        return None, None
    bundle: Bundle | None = import_string(settings.ZIPPED)(person, parse_qs(scope["query_string"].decode("latin1")))
    try:
        with translation.override(person.language):
            return person, demand_small(bundle) if bundle else None
    except TooMuch as error:
        return person, error


def headers_of(bundle: Bundle) -> Headers:
    name = disposition(bundle.name, inline=False).encode("latin1")
    return [(b"content-type", b"application/zip"), (b"content-disposition", name), NO_STORE, SAME_ORIGIN]


async def write(bundle: Bundle, person: Person, leaving: "asyncio.Future[None]", send: Send, left_out: str) -> None:
    """All of it, as fast as the reader takes it; ends when the reader has gone."""
    piece, missing = Piece(), []
    archive = zipfile.ZipFile(cast(IO[bytes], piece), "w", zipfile.ZIP_STORED)
    for entry in bundle.entries:
        if not entry.key:
            archive.writestr(info_of(entry), b"")
            continue
        file = await in_thread(RIGHTS, opened_for, person, entry.key)
        if file is None:
            missing.append(entry.path)
            continue
        with file, archive.open(info_of(entry), "w") as out:
            while not leaving.done() and await asyncio.to_thread(copy_piece, file, out):
                await send({"type": "http.response.body", "body": piece.taken(), "more_body": True})
        if leaving.done():
            return
    if missing:
        archive.writestr("_.txt", "\n".join([left_out, *missing]))
    archive.close()
    await send({"type": "http.response.body", "body": piece.taken(), "more_body": False})


def opened_for(person: Person, key: str) -> BinaryIO | None:
    """The content, if this person may see it at this moment. Asks the database."""
    row = Attachment.objects.select_related("blob").filter(key=key).first()
    if row is None or not things.visible_ids(person, row.thing_kind, [row.thing_id or 0]):
        return None
    try:
        return store().open(row.blob.digest)
    except (FileNotFoundError, Away):
        return None


def copy_piece(file: BinaryIO, out: IO[bytes]) -> bool:
    """A piece of the file into the ZIP; False at its end."""
    data = file.read(CHUNK)
    out.write(data)
    return bool(data)


def info_of(entry: Entry) -> zipfile.ZipInfo:
    """How it stands in the list of the ZIP, on the reader’s own clock as far as a ZIP knows any."""
    moment = timezone.localtime(entry.at).timetuple()[:6]
    info = zipfile.ZipInfo(entry.path, max(moment, EARLIEST))
    info.file_size = entry.size
    info.external_attr = (0o40755 << 16 | 0x10) if entry.path.endswith("/") else 0o100644 << 16
    return info
