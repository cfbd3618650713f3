"""Making an answer smaller on its way, where the browser takes it and it is worth the time.

zstd where the browser knows it: a page of 120 kB costs a tenth of a millisecond, a third of what brotli takes for more
bytes (docs/decisions/020-answers-in-zstd.md). Secrets that an attacker could guess from the size of a page that also
repeats their words (BREACH) are out of reach: the form token is masked anew on each page, and cookies are not sent with
requests that other sites make.
"""

import threading
import zlib
from collections.abc import Callable
from functools import partial

import brotli
import zstandard

WORTH = 800  # bytes; a smaller answer fits one packet anyway
KINDS = (b"text/", b"application/json", b"application/problem+json", b"application/openapi+json", b"image/svg+xml")
GZIP = 16 + zlib.MAX_WBITS
ZSTD_LEVEL = 3

Headers = list[tuple[bytes, bytes]]


class Packer(threading.local):
    """The compressor of this thread, made once: its memory costs more than what it does with a page."""

    def __init__(self) -> None:
        self.pack = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress


packer = Packer()


def compressed(accepted: str, headers: Headers, body: bytes) -> tuple[Headers, bytes]:
    """Headers and body as they go out to a browser that sent `Accept-Encoding: accepted`."""
    named = dict(headers)
    if len(body) < WORTH or b"content-encoding" in named or not named.get(b"content-type", b"").startswith(KINDS):
        return headers, body
    encoding = best_of(accepted)
    smaller = PACKING[encoding](body) if encoding else body
    changed = {b"content-length": str(len(smaller)).encode(), b"vary": vary(named.get(b"vary", b""))}
    if encoding:
        changed[b"content-encoding"] = encoding
        changed |= {b"etag": weak(named[b"etag"])} if b"etag" in named else {}
    kept = [(name, value) for name, value in headers if name not in changed]
    return [*kept, *changed.items()], smaller


def best_of(accepted: str) -> bytes:
    """`zstd`, `br`, `gzip` or nothing."""
    wanted = {}
    for part in accepted.lower().split(","):
        name, _, quality = part.partition(";")
        wanted[name.strip()] = quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return next((name.encode() for name in ("zstd", "br", "gzip") if wanted.get(name)), b"")


def zstandard_packed(body: bytes) -> bytes:
    return packer.pack(body)


def gzipped(body: bytes) -> bytes:
    packing = zlib.compressobj(1, zlib.DEFLATED, GZIP)
    return packing.compress(body) + packing.flush()


PACKING: dict[bytes, Callable[[bytes], bytes]] = {
    b"zstd": zstandard_packed,
    b"br": partial(brotli.compress, quality=1),
    b"gzip": gzipped,
}


def vary(said: bytes) -> bytes:
    return b", ".join(filter(None, [said, b"Accept-Encoding"]))


def weak(etag: bytes) -> bytes:
    return etag if etag.startswith(b"W/") else b"W/" + etag
