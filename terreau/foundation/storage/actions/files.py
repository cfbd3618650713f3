from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Model, QuerySet

from terreau.foundation.access.words import Absent, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import activities, media, pictures, rules
from terreau.foundation.storage.actions import words
from terreau.foundation.storage.models import Attachment, Blob, Variant
from terreau.foundation.storage.names import clean_name
from terreau.foundation.storage.refusals import Emptied, NoRoom, TooLarge, TooManyPixels
from terreau.foundation.storage.store import CHUNK, Incoming, store


def keep(actor: Person, *, content: bytes | IO[bytes], name: str, source: str = "") -> Attachment:
    """A file as it arrives: stored, and loose with `actor` until `attach` uses it.

    `source` says where an import had it from. Raises NotKept (`why` is for the person, `status` for HTTP).
    """
    demand(rules.may_keep(actor))
    stream = BytesIO(content) if isinstance(content, bytes) else content
    with named(clean_name(name)), store().receive() as incoming:
        while chunk := stream.read(CHUNK):
            take(incoming, chunk, name=name)
        return keep_received(actor, incoming=incoming, name=name, source=source)


def keep_uploaded(actor: Person, file: "UploadedFile[Any]") -> Attachment:
    """A file from an ordinary form, sent without JavaScript."""
    if file.size and file.size > limit_bytes():
        raise TooLarge(clean_name(file.name or ""), file.size, settings.CONFIGURATION.upload_limit_mb)
    return keep(actor, content=file, name=file.name or "")


def take(incoming: Incoming, chunk: bytes, *, name: str, announced: int | None = None) -> None:
    """Write a piece, as long as the whole stays below the operator’s limit. `announced` is the size the sender told."""
    if incoming.size + len(chunk) > limit_bytes():
        raise TooLarge(clean_name(name), announced, settings.CONFIGURATION.upload_limit_mb)
    incoming.write(chunk)


def limit_bytes() -> int:
    return int(settings.CONFIGURATION.upload_limit_mb) * 2**20


def keep_received(actor: Person, *, incoming: Incoming, name: str, source: str = "") -> Attachment:
    """The end of every upload: content already received is placed first, its rows follow in one transaction."""
    demand(rules.may_keep(actor))
    name = clean_name(name)
    if not incoming.size:
        raise Emptied(name)
    with named(name):
        content = placed(incoming)
    with transaction.atomic():
        blob = row_of(content)
        attachment = Attachment.objects.create(blob=blob, name=name, uploaded_by=actor, source=source)
        record(activities.kept, actor, attachment, size=blob.size)
        if blob.read_at is None and blob.media_type in media.READABLE:
            words.read_words.enqueue(blob.pk)
    return attachment


def attach(actor: Person, keys: Sequence[str], thing: Model) -> list[Attachment]:
    """Hang files on `thing`, in the order of `keys`, after those it has. Part of the caller’s transaction and activity.

    Only the actor’s own loose files; those already on the thing stay where they are. Raises Absent for any other.
    """
    kind, thing_id = place_of(thing)
    wanted = list(dict.fromkeys(keys))
    here = list(of_thing(kind, thing_id).select_for_update())
    fresh = {
        row.key: row for row in Attachment.objects.select_for_update().filter(rules.loose_of(actor), key__in=wanted)
    }
    if set(wanted) - set(fresh) - {row.key for row in here}:
        raise Absent
    rows = here + [fresh[key] for key in wanted if key in fresh]
    for position, row in enumerate(rows):
        row.thing_kind, row.thing_id, row.position = kind, thing_id, position
    Attachment.objects.bulk_update(rows, ["thing_kind", "thing_id", "position"])
    return rows


def detach(actor: Person, keys: Sequence[str] | None, thing: Model) -> int:
    """Take these files (None: all) off `thing`, for good. Part of the caller’s transaction, rights and activity."""
    kind, thing_id = place_of(thing)
    rows = of_thing(kind, thing_id) if keys is None else of_thing(kind, thing_id).filter(key__in=keys)
    gone, _ = rows.delete()
    left = list(of_thing(kind, thing_id))
    for position, row in enumerate(left):
        row.position = position
    Attachment.objects.bulk_update(left, ["position"])
    return gone


def drop(actor: Person, *, key: str) -> None:
    """Throw away one’s own file that was not used. The content goes with the next sweep."""
    with transaction.atomic():
        attachment = Attachment.objects.filter(rules.loose_of(actor), key=key).first()
        if attachment is None:
            raise Absent
        demand(rules.may_drop(actor, attachment))
        record(activities.dropped, actor, attachment)
        attachment.delete()


def place_of(thing: Model) -> tuple[str, int]:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("files are hung on a thing inside the transaction that writes the thing")
    return str(thing._meta.model_name), int(thing.pk)


def of_thing(kind: str, thing_id: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(thing_kind=kind, thing_id=thing_id).order_by("position", "id")


@dataclass(frozen=True)
class Content:
    """Content that lies in the store and has no row yet."""

    digest: str
    size: int
    media_type: str
    width: int | None = None
    height: int | None = None
    variants: tuple["Content", ...] = ()


def placed(incoming: Incoming) -> Content:
    """Look at what came, write pictures anew, and put everything in its place. No row yet."""
    incoming.finish()
    with incoming.path.open("rb") as file:
        media_type = media.sniff(file.read(media.HEAD))
        if media_type in media.PICTURES:
            file.seek(0)
            with store().bench() as folder:
                picture = media.prepare_picture(file, media_type, folder)
                if picture:
                    return placed_picture(folder, media_type, picture)
            media_type = media.UNKNOWN
    return put(incoming, media_type)


def placed_picture(folder: Path, media_type: str, picture: media.Picture) -> Content:
    variants = tuple(
        placed_file(folder / str(width), "image/webp", width, max(1, round(picture.height * width / picture.width)))
        for width in picture.variants
    )
    return placed_file(folder / pictures.WHOLE, media_type, picture.width, picture.height, variants)


def placed_file(path: Path, media_type: str, width: int, height: int, variants: tuple[Content, ...] = ()) -> Content:
    with path.open("rb") as file, store().receive() as incoming:
        while chunk := file.read(CHUNK):
            incoming.write(chunk)
        return put(incoming, media_type, width, height, variants)


def put(
    incoming: Incoming,
    media_type: str,
    width: int | None = None,
    height: int | None = None,
    variants: tuple[Content, ...] = (),
) -> Content:
    content = Content(incoming.digest, incoming.size, media_type, width, height, variants)
    store().place(incoming)
    return content


def row_of(content: Content) -> Blob:
    """The row of placed content, locked: the sweeper leaves it alone until this transaction has ended."""
    blob, _ = Blob.objects.select_for_update().get_or_create(
        digest=content.digest,
        defaults={
            "size": content.size,
            "media_type": content.media_type,
            "width": content.width,
            "height": content.height,
        },
    )
    for variant in content.variants:
        width = variant.width or 0
        if not Variant.objects.filter(blob=blob, width=width).exists():
            Variant.objects.get_or_create(blob=blob, width=width, defaults={"copy": row_of(variant)})
    return blob


@contextmanager
def named(name: str) -> Iterator[None]:
    """Refusals from below do not know what the person called the file."""
    try:
        yield
    except NoRoom as error:
        raise NoRoom(name) from error
    except TooManyPixels as error:
        raise TooManyPixels(name, pictures.MOST_PIXELS) from error
