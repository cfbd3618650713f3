"""Asking a server outside, safely: the one way in which we fetch what somebody’s text points to.

The name is resolved once, every address it gives must be public, the connection goes to that very address with the
right name for TLS and Host; each redirect is checked anew; size, time and type are capped. (SECURITY_CASES E05.)
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPException
from urllib.parse import urljoin

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from terreau.foundation.access.reach import NotOutside, Target, public, target_of

REDIRECTS = 3
MOVED = (301, 302, 303, 307, 308)
CHUNK = 16_384
AGENT = "Mozilla/5.0 (compatible; Terreau link preview)"
resolvers = ThreadPoolExecutor(4, thread_name_prefix="resolver")


class NotFetched(Exception):
    """Nothing came, or nothing we take: unreachable, too slow, too large, another type, or not to be asked."""


@dataclass(frozen=True)
class Wanted:
    """What is taken: media types, at most so many bytes; `whole` refuses what is larger, otherwise it is cut there."""

    types: frozenset[str]
    most: int
    whole: bool
    seconds: float = 5.0


PAGE = Wanted(frozenset({"text/html", "application/xhtml+xml"}), 2**20, whole=False)
PICTURE = Wanted(frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"}), 5 * 2**20, whole=True)


@dataclass(frozen=True)
class Fetched:
    """What came, from which address in the end. `charset` as the server told it, or empty."""

    url: str
    media_type: str
    charset: str
    body: bytes


def addresses_of(host: str, port: int) -> list[str]:
    """Every address the system’s resolver knows for `host`."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True)
class Wire:
    """The machine’s own way out: names, connections, authorities. Tests bring another."""

    resolve: Callable[[str, int], list[str]] = addresses_of
    connect: Callable[[tuple[str, int], float], socket.socket] = socket.create_connection
    authorities: str = field(default_factory=certifi.where)


def fetch(url: str, wanted: Wanted, *, wire: Wire | None = None) -> Fetched:
    """What lies at `url`, through at most three redirects, within `wanted.seconds` in all. Raises NotFetched."""
    wire = wire or Wire()
    until = time.monotonic() + wanted.seconds
    try:
        target = target_of(url)
        for _ in range(REDIRECTS + 1):
            found = asked(target, wanted, wire, until)
            if isinstance(found, Fetched):
                return found
            target = target_of(found)
    except NotOutside as error:
        raise NotFetched(f"not asked: {error}") from error
    except (OSError, HTTPError, HTTPException, ValueError) as error:
        raise NotFetched(f"nothing came: {error!r}") from error
    raise NotFetched("too many redirects")


def asked(target: Target, wanted: Wanted, wire: Wire, until: float) -> Fetched | str:
    """One request: what came, or the address it points on to."""
    connection = connection_to(target, pinned(target, wire, until), wire, until)
    with ended_at(until, connection):
        connection.request("GET", target.path, headers=headers_for(target), preload_content=False, decode_content=False)
        response = connection.getresponse()
        if response.status in MOVED and "location" in response.headers:
            return urljoin(target.url, response.headers["location"])
        return taken(target, response, wanted, until)


def pinned(target: Target, wire: Wire, until: float) -> str:
    """The one address we shall talk to. All that the name gives must be public, or none is asked."""
    try:
        found = resolvers.submit(wire.resolve, target.host, target.port).result(left(until))
    except TookTooLong as error:
        raise NotFetched("the name took too long") from error
    checked = [str(public(address)) for address in found]
    if not checked:
        raise NotFetched("the name has no address")
    return checked[0]


def left(until: float) -> float:
    """Seconds left. Raises NotFetched when there are none."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise NotFetched("it took too long")
    return seconds


class Pinned(HTTPConnection):
    """A connection to an address we have checked, whatever the host is called."""

    wire: Wire
    address: str
    lifeline: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        made = self.wire.connect((self.address, self.port or 0), float(self.timeout or 1))
        self.lifeline = made.dup()
        return made


class PinnedSafely(Pinned, HTTPSConnection):
    """The same over TLS; the certificate must be for the host, by the authorities everybody trusts."""


def connection_to(target: Target, address: str, wire: Wire, until: float) -> Pinned:
    """The connection, not yet open."""
    connection: Pinned
    if target.scheme == "https":
        context = ssl.create_default_context(cafile=wire.authorities)
        connection = PinnedSafely(target.host, target.port, timeout=left(until), ssl_context=context)
    else:
        connection = Pinned(target.host, target.port, timeout=left(until))
    connection.wire, connection.address = wire, address
    return connection


@contextmanager
def ended_at(until: float, connection: Pinned) -> Iterator[None]:
    """Close the line when time is up, wherever the talk stands: a server that drips cannot hold us."""

    def cut() -> None:
        with suppress(OSError):
            if connection.lifeline is not None:
                connection.lifeline.shutdown(socket.SHUT_RDWR)

    clock = threading.Timer(left(until), cut)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()
        connection.close()
        if connection.lifeline is not None:
            connection.lifeline.close()


def headers_for(target: Target) -> dict[str, str]:
    """No cookie, no referer, nothing compressed; the host by its name."""
    host = f"[{target.host}]" if ":" in target.host else target.host
    return {"Host": host, "User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}


def taken(target: Target, response: BaseHTTPResponse, wanted: Wanted, until: float) -> Fetched:
    """The body, if status, type, encoding and size are what we want."""
    if response.status != 200:
        raise NotFetched(f"the server answered {response.status}")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise NotFetched("compressed, though we asked for it plain")
    message = Message()
    message["content-type"] = response.headers.get("content-type", "")
    if message.get_content_type() not in wanted.types:
        raise NotFetched("another type than wanted")
    body = bytearray()
    while len(body) <= wanted.most and (piece := response.read(CHUNK)):
        body += piece
    left(until)
    if len(body) > wanted.most and wanted.whole:
        raise NotFetched("too large")
    charset = message.get_content_charset("") or ""
    return Fetched(target.url, message.get_content_type(), charset, bytes(body[: wanted.most]))
