"""What a file really is, whatever it is called; pictures are made safe to show, everything else is only kept.

Inline goes what we decoded and wrote anew ourselves: PNG, JPEG, WebP, GIF, AVIF. HTML, SVG, XML, scripts and whatever
we do not know are bytes to download, nothing else.
"""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import filetype

from terreau.foundation.storage import child, pictures
from terreau.foundation.storage.programs import OFFICE, OPEN, TEXT
from terreau.foundation.storage.refusals import NoRoom, TooManyPixels

UNKNOWN = "application/octet-stream"
PICTURES = frozenset(pictures.FORMATS)
KNOWN = PICTURES | {
    "application/pdf",
    "application/zip",
    "application/gzip",
    "application/x-7z-compressed",
    "application/epub+zip",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    f"{OFFICE}wordprocessingml.document",
    f"{OFFICE}spreadsheetml.sheet",
    f"{OFFICE}presentationml.presentation",
    f"{OPEN}text",
    f"{OPEN}spreadsheet",
    f"{OPEN}presentation",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "audio/x-wav",
    "video/mp4",
    "video/quicktime",
    "video/webm",
    "image/heic",
    "image/tiff",
    "image/bmp",
}
READABLE = frozenset(
    {
        TEXT,
        "application/pdf",
        "application/zip",
        *(kind for kind in KNOWN if kind.startswith((OFFICE, OPEN))),
    }
)
ALIASES = {"image/apng": "image/png"}
HEAD = 8192
SECONDS = 90
one_large_picture_at_a_time = threading.Semaphore(1)


@dataclass(frozen=True)
class Picture:
    """A picture made safe: the files lie in the folder it was prepared in."""

    width: int
    height: int
    variants: list[int]


def sniff(head: bytes) -> str:
    """The media type from the first 8,192 bytes: one of KNOWN, plain text, or unknown bytes. Names do not count."""
    moving_avif = head[4:12] == b"ftypavis"
    guess = "image/avif" if moving_avif else filetype.guess_mime(head)
    guess = ALIASES.get(guess, guess)
    if guess in KNOWN:
        return str(guess)
    if guess is None and looks_like_text(head):
        return TEXT
    return UNKNOWN


def looks_like_text(head: bytes) -> bool:
    """Words without markup. What starts like HTML, SVG or XML is unknown bytes on purpose."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = head[: len(head) // 2 * 2].decode("utf-16", errors="ignore")
    else:
        plain = head.decode("utf-8", errors="ignore") if is_utf8(head) else head.decode("cp1252", errors="replace")
    control = sum(letter < " " and letter not in "\t\n\r\f\x1b" for letter in plain)
    return bool(plain.strip()) and control == 0 and not plain.lstrip("\ufeff \t\r\n\f").startswith("<")


def is_utf8(head: bytes) -> bool:
    """Is it UTF-8, a character cut off at the end aside?"""
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and len(head) >= HEAD
    return True


def prepare_picture(file: BinaryIO, media_type: str, folder: Path) -> Picture | None:
    """Write a picture anew, with variants, into `folder`. None where it cannot be decoded: then it is mere bytes.

    Raises TooManyPixels. Large pictures are unpacked in a child process, one at a time.
    """
    try:
        pixels = pictures.measure(file, media_type)
        file.seek(0)
        made = prepare_here if pixels <= pictures.AT_ONCE else prepare_apart
        return made(file, media_type, folder)
    except pictures.TooBig as error:
        raise TooManyPixels(limit=pictures.MOST_PIXELS) from error
    except pictures.Broken:
        return None


def prepare_here(file: BinaryIO, media_type: str, folder: Path) -> Picture:
    """A small picture, in this process."""
    done = pictures.prepare(file, media_type, folder)
    return Picture(done.width, done.height, done.variants)


def prepare_apart(file: BinaryIO, media_type: str, folder: Path) -> Picture:
    """A large picture, in a child process; what kills the child was too big."""
    with one_large_picture_at_a_time:
        try:
            said = child.run(pictures.__name__, str(folder), media_type, content=file, seconds=SECONDS, most=10_000)
        except child.Failed as error:
            raise pictures.TooBig from error
    answer = json.loads(said)
    if "refused" in answer:
        raise {"too big": pictures.TooBig, "no room": NoRoom}.get(answer["refused"], pictures.Broken)
    return Picture(answer["width"], answer["height"], answer["variants"])
