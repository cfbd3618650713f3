"""`/static/…`: what was collected, hashed and compressed at the start, answered without a thread, cached for ever."""

import asyncio
import mimetypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from urllib.parse import unquote

from django.conf import settings
from django.contrib.staticfiles import finders

from terreau.foundation.identity.asgi import header
from terreau.project.pages import Headers, Receive, Scope, Send, answer_shortly

HASHED = re.compile(r"\.[0-9a-f]{12}\.")
ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the best first
CHUNK = 256 * 1024
FOR_EVER = b"public, max-age=31536000, immutable"
TEXTUAL = ("text/", "application/json", "application/manifest+json", "image/svg+xml")
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json"}


@dataclass
class Asset:
    """One file, its compressed forms (encoding -> file) and what its headers say."""

    file: Path
    forms: dict[str, Path] = field(default_factory=dict)

    def headers(self) -> Headers:
        stat = self.file.stat()
        kind = TYPES.get(self.file.suffix) or mimetypes.guess_type(self.file.name)[0] or "application/octet-stream"
        charset = "; charset=utf-8" if kind.startswith(TEXTUAL) else ""
        return [
            (b"content-type", f"{kind}{charset}".encode()),
            (b"cache-control", FOR_EVER if HASHED.search(self.file.name) else b"public, max-age=60"),
            (b"etag", f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'.encode()),
            (b"last-modified", formatdate(stat.st_mtime, usegmt=True).encode()),
            (b"vary", b"accept-encoding"),
            (b"x-content-type-options", b"nosniff"),
        ]


class Statics:
    """The ASGI application. `open()` reads once what there is; a developer’s server looks in the rooms each time."""

    def __init__(self) -> None:
        self.assets: dict[str, Asset] = {}

    async def open(self) -> None:
        if not settings.DEBUG:
            self.assets = dict(collected(Path(settings.STATIC_ROOT)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            return await answer_shortly(send, 405)
        asset = self.asset(unquote(scope["path"]).removeprefix(settings.STATIC_URL))
        if asset is None or not asset.file.exists():
            return await answer_shortly(send, 404)
        headers = asset.headers()
        if header(scope, b"if-none-match") == dict(headers)[b"etag"].decode():
            await send({"type": "http.response.start", "status": 304, "headers": headers})
            return await send({"type": "http.response.body", "body": b""})
        await self.give(asset, headers, scope, send)

    def asset(self, path: str) -> Asset | None:
        if not settings.DEBUG:
            return self.assets.get(path)
        found = finders.find(path)
        return Asset(Path(found)) if isinstance(found, str) and Path(found).is_file() else None

    async def give(self, asset: Asset, headers: Headers, scope: Scope, send: Send) -> None:
        file, encoding = chosen(asset, header(scope, b"accept-encoding"))
        size = file.stat().st_size
        headers += [(b"content-length", str(size).encode())]
        headers += [(b"content-encoding", encoding.encode())] if encoding else []
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if scope["method"] == "HEAD":
            return await send({"type": "http.response.body", "body": b""})
        with file.open("rb") as source:
            while size > CHUNK:
                piece = await asyncio.to_thread(source.read, CHUNK)
                size -= len(piece)
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": source.read()})


def chosen(asset: Asset, accepted: str) -> tuple[Path, str]:
    """The smallest form the browser takes, and the name of its encoding (empty for the file as it is)."""
    wanted = {part.split(";")[0].strip() for part in accepted.split(",") if "q=0" not in part.replace("q=0.", "")}
    for encoding, form in asset.forms.items():
        if encoding in wanted:
            return form, encoding
    return asset.file, ""


def collected(folder: Path) -> Iterator[tuple[str, Asset]]:
    """Every file below `folder` by its path, with its compressed forms; hidden files are nobody’s business."""
    for file in folder.rglob("*"):
        if not file.is_file() or file.name.startswith(".") or file.suffix in ENCODINGS.values():
            continue
        forms = {name: file.with_name(file.name + ending) for name, ending in ENCODINGS.items()}
        yield (
            file.relative_to(folder).as_posix(),
            Asset(file, {name: form for name, form in forms.items() if form.exists()}),
        )


application = Statics()
