"""The folder that mails land in while no mail server is named: one file a mail, by its Message-ID."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from django.conf import settings

SHOWN = 100
NAME = re.compile(r"[a-z0-9-]{4,40}")


@dataclass(frozen=True)
class Lying:
    """A mail in the folder. `kind` is what sort of mail it is."""

    name: str
    to: str
    subject: str
    kind: str
    at: datetime
    text: str = ""
    language: str = ""


def folder() -> Path:
    """`outbox/` in the data folder."""
    return Path(settings.DATA) / "outbox"


def put(message_id: str, content: bytes) -> Path:
    """Keep a mail; the same mail again takes the place of the first."""
    name = message_id.strip("<>").partition("@")[0]
    if not NAME.fullmatch(name):
        raise ValueError("a Message-ID of ours begins with its key")
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{name}.eml"
    half = path.with_suffix(".half")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    os.replace(half, path)
    return path


@dataclass(frozen=True)
class Weight:
    """A mail as the disk knows it: nothing of it is read. `size` in bytes."""

    path: Path
    at: datetime
    size: int


def lying() -> list[Weight]:
    """All that lies in the folder, the oldest first; also halves that a broken write left."""
    found = []
    for path in folder().glob("*.*") if folder().is_dir() else ():
        with suppress(FileNotFoundError):
            facts = path.stat()
            found.append(Weight(path, datetime.fromtimestamp(facts.st_mtime, UTC), facts.st_size))
    return sorted(found, key=lambda mail: (mail.at, mail.path.name))


def tidy(*, before: datetime, most: int) -> int:
    """Take away mails from before that moment, then the oldest until what lies there is at most `most` bytes."""
    mails = lying()
    held, gone = sum(mail.size for mail in mails), 0
    for mail in mails:
        if mail.at >= before and held <= most:
            break
        mail.path.unlink(missing_ok=True)
        held, gone = held - mail.size, gone + 1
    return gone


def newest(limit: int = SHOWN) -> tuple[list[Lying], int]:
    """The newest mails, and how many there are."""
    if not folder().is_dir():
        return [], 0
    files = sorted(folder().glob("*.eml"), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)
    return [read(path) for path in files[:limit]], len(files)


def one(name: str) -> Lying | None:
    """The mail of this name, with its words; None when there is none."""
    path = folder() / f"{name}.eml"
    return read(path, words=True) if NAME.fullmatch(name) and path.is_file() else None


def read(path: Path, *, words: bool = False) -> Lying:
    """What a mail’s file says of it."""
    with path.open("rb") as file:
        parser: BytesParser[EmailMessage] = BytesParser(EmailMessage, policy=policy.default)
        message = parser.parse(file, headersonly=not words)
    body = message.get_body(("plain",)) if words else None
    return Lying(
        name=path.stem,
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
        kind=str(message.get("X-Terreau-Mail", "")),
        at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        text=str(body.get_content()) if body else "",
        language=str(message.get("Content-Language", "")),
    )
