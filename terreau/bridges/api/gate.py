"""What stands before every endpoint: method, token, limit, scope, shape of the request, writing once.

Only a bearer token opens it. A session’s cookie does not, so no other site can make a browser write here (E15), and
whatever the entrance still asks of a session (C08) is no way around it.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from ninja.operation import Operation

from terreau.bridges.api.limits import LIMITS
from terreau.foundation.access.endpoints import FORM, JSON, Mistake, asking, problem
from terreau.foundation.activity import once
from terreau.foundation.identity import credentials
from terreau.foundation.identity.addresses import group_of
from terreau.foundation.identity.afterwards import put_off
from terreau.foundation.identity.models import Token
from terreau.foundation.identity.tokens import bearer, valid_token

READING = frozenset({"GET", "HEAD"})
CHALLENGE = 'Bearer realm="terreau"'


class Door:
    """One operation and what is known of its requests before one comes."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.reads = set(operation.methods) <= READING
        sources = {model.__ninja_param_source__: model for model in operation.models}
        query = sources.get("query")
        self.query = frozenset(names_of(query)) if query else frozenset()
        self.fields = frozenset(names_of(sources["file"])) if "file" in sources else frozenset()
        self.body = FORM if "file" in sources else JSON if "body" in sources else ""


def names_of(model: Any) -> list[str]:
    """The parameters that a model of ninja reads from the query string."""
    flat = getattr(model, "__ninja_flatten_map__", None)
    return list(flat) if flat else [field.alias or name for name, field in model.model_fields.items()]


class Gate:
    """One path of the API with its operations by method; Django’s view."""

    csrf_exempt = True  # cookies open nothing here
    open_to_all = True  # it asks for its token itself
    keeps_once = True  # and sees to Idempotency-Key after that

    def __init__(self, operations: list[Operation]) -> None:
        self.__name__ = self.__qualname__ = "gate"
        self.doors = {method: Door(operation) for operation in operations for method in operation.methods}
        if "GET" in self.doors:
            self.doors["HEAD"] = self.doors["GET"]
        self.allowed = ", ".join(sorted(self.doors))

    def __call__(self, request: HttpRequest, **path: Any) -> HttpResponse:
        door = self.doors.get(request.method or "")
        if door is None:
            refused = problem(request, 405, _("This address does not know this method."))
            refused.headers["Allow"] = self.allowed
            return refused
        return self.admit(request, door, path)

    def admit(self, request: HttpRequest, door: Door, path: dict[str, Any]) -> HttpResponse:
        """Who asks, and whether they may ask this; then the endpoint."""
        token = valid_token(bearer(request) or "")
        if token is None:
            return unknown(request)
        settle(request, token)
        wait = LIMITS.take(f"token {token.pk}", 1 if door.reads else 5)
        if wait:
            return too_many(request, wait)
        if not token.writes and not door.reads:
            return problem(request, 403, _("This token only reads. Make one with the scope “write”."))
        return misshapen(request, door) or self.answer(request, door, path)

    def answer(self, request: HttpRequest, door: Door, path: dict[str, Any]) -> HttpResponse:
        """The endpoint’s answer; with an Idempotency-Key the one it gave before."""

        def respond() -> HttpResponse:
            return door.operation.run(request, **path)  # type: ignore[return-value]  # no endpoint streams

        key = request.headers.get(once.HEADER)
        if key is None or door.reads:
            return respond()
        if not once.KEY.fullmatch(key):
            return problem(request, 400, _("The Idempotency-Key must be 1 to 100 visible ASCII characters."))
        try:
            return answer_once(request, door, key, respond)
        except once.KeyReused:
            return problem(request, 409, _("This Idempotency-Key was already used for another request."))


def answer_once(request: HttpRequest, door: Door, key: str, respond: Callable[[], HttpResponse]) -> HttpResponse:
    """One answer for one key. A file is taken in before the receipt, so that no transaction waits for it."""
    person = asking(request)
    if door.body == FORM:
        return once.answer_then_keep(person, key, once.fingerprint(request), respond)
    asked = f"{request.method} {request.get_full_path()} ".encode() + request.body
    return once.answer_once(person, key, hashlib.sha256(asked).hexdigest(), respond)


def settle(request: HttpRequest, token: Token) -> None:
    """From here on the request is the token’s person’s: their rights, language and zone; the cookie counts nothing."""
    request.user = request.auth = token.person  # type: ignore[attr-defined]  # ninja looks for `auth`
    translation.activate(token.person.language)
    timezone.activate(token.person.time_zone)
    today = timezone.now().date()
    if token.used_on != today:
        put_off(credentials.note_uses, (token.pk, today))


def unknown(request: HttpRequest) -> HttpResponse:
    """401, the same for every token that lets nobody in: unknown, over, revoked, or of somebody shut out."""
    wait = LIMITS.take(f"address {group_of(request.META.get('REMOTE_ADDR', ''))}", 5)
    if wait:
        return too_many(request, wait)
    why = _("Send a token that is in force in the header Authorization, after the word Bearer.")
    refused = problem(request, 401, why)
    refused.headers["WWW-Authenticate"] = CHALLENGE
    return refused


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    refused = problem(request, 429, _("Too many requests. Wait as long as Retry-After says."))
    refused.headers["Retry-After"] = str(wait)
    return refused


def misshapen(request: HttpRequest, door: Door) -> HttpResponse | None:
    """What can be said of a request before its endpoint reads it."""
    strangers = [f"query.{name}" for name in request.GET if name not in door.query]
    if strangers:
        return strange(request, strangers)
    if door.body and request.content_type != door.body:
        return problem(request, 415, _("Send the body as %(type)s.") % {"type": door.body})
    return None if door.reads else unread(request, door)


def strange(request: HttpRequest, places: list[str]) -> HttpResponse:
    """422: the endpoint does not know what was sent in these places."""
    why = _("This endpoint does not know this parameter.")
    wrong = [Mistake(at=place[:80], why=why) for place in places[:20]]
    return problem(request, 422, _("The request does not have the form described."), wrong)


def unread(request: HttpRequest, door: Door) -> HttpResponse | None:
    """413 for a body that is too large to be read; files have their own limit."""
    try:
        sent = [*request.POST, *request.FILES] if door.body == FORM else []
        _body = b"" if door.body == FORM else request.body
    except RequestDataTooBig:
        return problem(request, 413, _("The body is too large."))
    except (RawPostDataException, MultiPartParserError):
        return problem(request, 400, _("The body could not be read."))
    strangers = [f"body.{name}" for name in sent if name not in door.fields]
    return strange(request, strangers) if strangers else None
