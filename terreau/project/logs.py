"""Logs: one line an event, JSON for machines, plain on a terminal; each names its request, none holds a secret."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from terreau.foundation.text.masking import MASK, mask

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
SECRET_FIELDS = ("password", "secret", "token", "cookie", "authorization", "key_digest", "session")


def logging_of(level: str, *, plain: bool | None = None) -> dict[str, Any]:
    """Django’s `LOGGING`. `plain`: for people on a terminal; None asks whether standard error is one."""
    on_terminal = plain_lines() if plain is None else plain
    renderer: Processor = (
        structlog.dev.ConsoleRenderer() if on_terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    )
    lines = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": before(),
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, without_secrets, renderer],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": lines},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            # what was not found or refused stands in the access line; here only what failed
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            "django.security.DisallowedHost": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }


def before() -> list[Processor]:
    """What every line carries before it is written."""
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        with_request,
        structlog.processors.format_exc_info,
    ]


def with_request(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Name the request during which the line was written."""
    request = REQUEST_ID.get()
    if request:
        event["request_id"] = request
    return event


def without_secrets(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Dots instead of passwords, tokens and credentials, in every text and under every telling name."""
    for field, value in event.items():
        if isinstance(value, str):
            event[field] = MASK if field.lower().endswith(SECRET_FIELDS) else mask(value)
    return event


def without_long_parts(path: str) -> str:
    """A path for the logs: parts longer than thirty characters are keys of a reset or an invitation."""
    if len(path) <= 30:
        return path
    return "/".join(MASK if len(part) > 30 and "-" not in part[:16] else part for part in path.split("/"))[:300]


class Line:
    """The line of an answered request, made by hand: it is written a thousand times as often as any other."""

    def __init__(self) -> None:
        self.logger = logging.getLogger("terreau.access")
        self.plain = plain_lines()

    def write(
        self, number: str, method: str, path: str, status: int, seconds: float, statements: int, waited: float
    ) -> None:
        """`seconds` altogether, `waited` of them for the database."""
        if not self.logger.isEnabledFor(logging.INFO):
            return
        ms, sql_ms = round(seconds * 1000, 1), round(waited * 1000, 1)
        if self.plain:
            sys.stderr.write(
                f"{datetime.now():%H:%M:%S} {method} {plain(path)} {status} {ms} ms, {statements} sql {sql_ms} ms\n"
            )
            return
        sys.stderr.write(
            f'{{"event": "request", "level": "info", "logger": "terreau.access", "request_id": "{number}", '
            f'"timestamp": "{datetime.now(UTC).isoformat()}", "method": {json.dumps(method)}, '
            f'"path": {json.dumps(path)}, "status": {status}, "ms": {ms}, "sql": {statements}, "sql_ms": {sql_ms}}}\n'
        )


def plain(path: str) -> str:
    """A path in which nothing moves the cursor of a terminal or begins a line of its own."""
    return path if path.isprintable() else quote(path)


def plain_lines() -> bool:
    """Are the lines for people, on a terminal? Otherwise they are JSON, for machines."""
    return sys.stderr.isatty()
