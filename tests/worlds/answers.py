"""What an answer says to somebody who compares: everything but what is random in every answer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

# What changes from one answer to the next by itself, in this order.
RANDOM = [
    (re.compile(r"\b[A-Za-z0-9]{64}\b"), "token"),
    (re.compile(r"(name=[\"']?once[\"']?\s+value=)[\"'][^\"']*[\"']"), r"\1"),
    (re.compile(r"nonce[-=][\"']?[\w+/=-]{8,}"), "nonce"),
    (re.compile(r"\b(?:request[_ -]?id|instance)\b.{0,20}?[0-9a-f-]{8,36}", re.I), "request-id"),
]
PASSING = {"date", "x-request-id", "server-timing", "set-cookie", "content-length"}
# Numbers of rows that a composed statement writes out: values, like parameters.
LITERALS = re.compile(r"\bIN \(\d+((?:, ?\d+)*)\)")
SAVEPOINT = re.compile(r"\"?s\d+_x\d+\"?")


def plain(text: str, keys: list[tuple[str, str]]) -> str:
    """`text` without what is random, and with every key written as the name of its thing."""
    for pattern, left in RANDOM:
        text = pattern.sub(left, text)
    for name, key in keys:
        text = text.replace(key, name)
    return text


def body_of(response: Any) -> str:
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    return str(raw.decode("utf-8", "replace"))


def said(response: Any, keys: list[tuple[str, str]]) -> tuple[int, str, str]:
    """Status, headers and body, so that two answers can be held side by side."""
    lines = [f"{name.lower()}: {value}" for name, value in response.items() if name.lower() not in PASSING]
    cookies = [f"set-cookie: {name}" for name in sorted(response.cookies)]
    return response.status_code, plain("\n".join(sorted(lines + cookies)), keys), plain(body_of(response), keys)


@contextmanager
def statements() -> Iterator[list[str]]:
    """The shape of every SQL statement inside: its text without its values."""
    shapes: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        plain = LITERALS.sub(lambda found: "IN (%s…)" if found[1] else "IN (%s)", SAVEPOINT.sub("savepoint", sql))
        shapes.append(re.sub(r"%s(?:, %s)+", "%s…", plain))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield shapes
