"""What is measured: the requests of each row, for each of the four viewers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bench import doors

Request = dict[str, Any]
FORM = "application/x-www-form-urlencoded"
WORDS = "Le lot est arrivé à l’atelier avec deux jours de retard, la qualité reste bonne. Merci à toute l’équipe."
HELLO: list[Request] = [{"path": "/hello", "headers": {"Accept-Encoding": doors.ENCODINGS}}]


@dataclass(frozen=True)
class Target:
    """One row. `fresh` gives the requests of a block of so many; writes also count what follows from them."""

    name: str
    viewer: str
    fresh: Callable[[int], list[Request]]
    expect: list[int] = field(default_factory=lambda: [200])
    writes: bool = False


def reading(name: str, one: doors.Door, path: str, headers: dict[str, str] | None = None) -> Target:
    request = {"path": path, "headers": headers or one.headers}
    return Target(name, one.login, lambda many: [request])


def pages(one: doors.Door) -> Iterator[Target]:
    """What a browser asks for."""
    yield reading("home feed", one, "/")
    yield reading("space feed", one, one.space_url)
    yield reading("thread of 20 replies", one, one.thread_url)
    yield reading("search, common words", one, "/search?q=livraison+palette")
    yield reading("search, rare word", one, "/search?q=rare1234")
    yield reading("directory", one, "/people")
    yield reading("calendar", one, "/calendar")
    yield reading("calendar, a month", one, "/calendar?show=month")
    yield reading(f"conversation of {doors.TALK:,} messages", one, f"/conversations/{one.talk}")
    yield reading("files of a space", one, f"/spaces/{one.space}/files")


def answers_as_json(one: doors.Door) -> Iterator[Target]:
    """The same by token."""
    headers = one.token | {"Accept-Encoding": doors.ENCODINGS}
    yield reading("home feed, JSON", one, "/api/v1/feed", headers)
    yield reading("thread, JSON", one, f"/api/v1/posts/{one.thread}/comments", headers)


def writes(one: doors.Door) -> Iterator[Target]:
    """What a browser sends: whole request, durable."""

    def react(many: int) -> list[Request]:
        keys = doors.fresh_to_react(one, many)
        return [post(one, f"/posts/{key}/reaction", {"kind": "useful"}) for key in keys]

    said = {"body": f"<p>{WORDS} @N</p>", "body_format": "html", "once": "b@N"}
    publish = post(one, "/posts/new", {"space": one.space, "kind": "message", "title": "Point @N", **said})
    comment = post(one, f"/posts/{one.thread}/comments", said)
    send = post(one, f"/conversations/{one.talk}/messages", {"body": f"{WORDS} @N"})
    yield Target("publish", one.login, lambda many: [publish], [303], writes=True)
    yield Target("comment", one.login, lambda many: [comment], [303], writes=True)
    yield Target("react", one.login, react, [303], writes=True)
    yield Target("send a message", one.login, lambda many: [send], [303], writes=True)


def post(one: doors.Door, path: str, fields: dict[str, str]) -> Request:
    body = urlencode(fields).replace("%40N", "@N")
    return {"method": "POST", "path": path, "body": body, "headers": {**one.headers, "Content-Type": FORM}}
