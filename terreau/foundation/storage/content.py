"""Content on its way into the store: looked at, pictures written anew, put in its place; then its rows."""

from dataclasses import dataclass
from pathlib import Path

from terreau.foundation.storage import media, pictures
from terreau.foundation.storage.models import Blob, Variant
from terreau.foundation.storage.place import store
from terreau.foundation.storage.store import CHUNK, Incoming


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
    """The picture written anew and its narrower copies, each in its place."""
    variants = tuple(
        placed_file(folder / str(width), "image/webp", width, max(1, round(picture.height * width / picture.width)))
        for width in picture.variants
    )
    return placed_file(folder / pictures.WHOLE, media_type, picture.width, picture.height, variants)


def placed_file(path: Path, media_type: str, width: int, height: int, variants: tuple[Content, ...] = ()) -> Content:
    """One file of the bench, in its place."""
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
    """Into its place; the same content is stored once."""
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
