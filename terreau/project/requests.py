"""What is known of each request: its number, how long it took, what it asked of the database; a line and figures.

Every request passes here, so nothing here is convenient: figures are plain numbers under one lock, the line is one
write. The logging of the rest of the house costs twenty times as much a line.
"""

import logging
import random
import threading
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from terreau.project.logs import REQUEST_ID, Line, without_long_parts
from terreau.project.metrics import TALLY

slow = logging.getLogger("terreau.slow")
UNSAID = {"/healthz", "/readyz", "/metrics"}  # asked every few seconds by machines


class Statements:
    """Counts and times the statements of one request; names the slow ones, without their parameters."""

    __slots__ = ("count", "limit", "seconds")

    def __init__(self, limit: float) -> None:
        self.count, self.seconds, self.limit = 0, 0.0, limit

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = time.perf_counter() - begun
            self.count += 1
            self.seconds += took
            if took > self.limit:
                slow.warning("slow statement", extra={"ms": round(took * 1000, 1), "sql": sql[:1000]})


class Here(threading.local):
    """What wraps the statements of this thread’s connection, remembered: asking Django for it each time is dear."""

    def __init__(self) -> None:
        self.wrappers = connections["default"].execute_wrappers


class RequestMiddleware:
    """The outermost: gives the request its number and writes the line when it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response, self.line, self.here = get_response, Line(), Here()
        self.limit = settings.CONFIGURATION.slow_query_ms / 1000 or float("inf")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        begun = time.perf_counter()
        number = f"{random.getrandbits(64):016x}"
        request.request_id = number  # type: ignore[attr-defined]  # error pages show it
        before, statements = REQUEST_ID.set(number), Statements(self.limit)
        wrappers = self.here.wrappers
        wrappers.append(statements)
        try:
            response = self.get_response(request)
        finally:
            wrappers.remove(statements)
            REQUEST_ID.reset(before)
        response.headers["X-Request-Id"] = number
        self.tell(request, response.status_code, statements, time.perf_counter() - begun)
        return response

    def tell(self, request: HttpRequest, status: int, statements: Statements, seconds: float) -> None:
        """Count it, and write its line unless a machine was asking."""
        match, method = request.resolver_match, request.method or ""
        TALLY.count(method, match.route if match else "none", status, seconds, statements.count, statements.seconds)
        if request.path not in UNSAID:
            path = without_long_parts(request.path)
            self.line.write(request.request_id, method, path, status, seconds, statements.count, statements.seconds)  # type: ignore[attr-defined]  # set above
