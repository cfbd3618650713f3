"""Small answers of the file routes, spoken directly to the server."""

import json
from typing import Any

from django.utils.translation import gettext as _

from terreau.foundation.storage.asking import Send

Headers = list[tuple[bytes, bytes]]

GUARDS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"sandbox; default-src 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"vary", b"Cookie, Authorization"),
]
NO_STORE = (b"cache-control", b"private, no-store")
SAME_ORIGIN = (b"cross-origin-resource-policy", b"same-origin")


async def answer(send: Send, status: int, headers: Headers, body: bytes = b"", *, head: bool = False) -> None:
    """One whole answer. `head` keeps the body back and tells its length all the same."""
    length = [(b"content-length", str(len(body)).encode())] if status not in (204, 304) else []
    await send({"type": "http.response.start", "status": status, "headers": [*GUARDS, *headers, *length]})
    await send({"type": "http.response.body", "body": b"" if head else body})


def not_for_you() -> str:
    """What stands under every 404: not there, or not for you."""
    return _(
        "This page does not exist, or not for you. Old addresses stay valid for ever: if you were given this one, "
        "ask the person who sent it."
    )


async def plain(send: Send, status: int, words: str, *more: tuple[bytes, bytes], head: bool = False) -> None:
    """A few words."""
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await answer(send, status, [kind, NO_STORE, SAME_ORIGIN, *more], words.encode(), head=head)


async def problem(send: Send, status: int, title: str, why: str = "") -> None:
    """An error of the upload, as problem+json (RFC 9457)."""
    said = {"type": "about:blank", "title": title, "status": status, **({"detail": why} if why else {})}
    await structured(send, status, said, b"application/problem+json")


async def structured(
    send: Send, status: int, said: dict[str, Any], kind: bytes = b"application/json", *more: tuple[bytes, bytes]
) -> None:
    """An answer as JSON."""
    body = json.dumps(said, ensure_ascii=False).encode()
    await answer(send, status, [(b"content-type", kind), NO_STORE, SAME_ORIGIN, *more], body)
