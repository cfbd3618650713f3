"""Who writes, where Django’s middleware does not stand. A cookie counts only with Django’s own proof (CSRF)."""

import io
from collections.abc import MutableMapping
from typing import Any

from django.core.exceptions import DisallowedHost
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

from terreau.foundation.identity.asgi import caller_of
from terreau.foundation.identity.models import Person, Scope

ABOUT_THE_BODY = {b"content-type", b"content-length", b"transfer-encoding"}


def writer_of_scope(scope: MutableMapping[str, Any]) -> Person | None:
    """The person behind a token that may write, or behind a session whose page sent this; None for anybody else."""
    caller = caller_of(scope)
    if not isinstance(caller.person, Person):
        return None
    may = caller.scope == Scope.WRITE if caller.token_id is not None else sent_by_our_page(request_of(scope))
    return caller.person if may else None


def request_of(scope: MutableMapping[str, Any]) -> ASGIRequest:
    """Django’s view of the request, without its body."""
    headers = [(name, value) for name, value in scope["headers"] if name not in ABOUT_THE_BODY]
    return ASGIRequest({**scope, "headers": headers}, io.BytesIO())


class Guard(CsrfViewMiddleware):
    """Django’s check without its page: only whether it holds is asked."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponseForbidden(reason)


def sent_by_our_page(request: HttpRequest) -> bool:
    """Django’s own judgement: origin or referer, and `X-CSRFToken` against the cookie."""
    guard = Guard(lambda request: HttpResponse())
    try:
        guard.process_request(request)
        return guard.process_view(request, lambda request: HttpResponse(), (), {}) is None
    except DisallowedHost:
        return False
