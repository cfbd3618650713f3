"""Who asks, where Django's middleware does not stand: live streams and files. Reads the database: call in a thread."""

from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http.cookie import parse_cookie

from terreau.foundation.identity.models import Person
from terreau.foundation.identity.sessions import SessionStore, person_of
from terreau.foundation.identity.tokens import valid_token


@dataclass(frozen=True)
class Caller:
    """Who asks and by what: the session or the token that let them in, so that its end can be noticed."""

    person: Person | AnonymousUser
    session_key: str = ""
    token_id: int | None = None
    scope: str = ""


def caller_of(scope: MutableMapping[str, Any]) -> Caller:
    """The caller of an ASGI request, by `Authorization: Bearer` or by the session cookie; a bad token is nobody."""
    authorization = header(scope, b"authorization")
    if authorization:
        kind, _, secret = authorization.partition(" ")
        token = valid_token(secret.strip()) if kind.lower() == "bearer" else None
        if token is None:
            return Caller(AnonymousUser())
        return Caller(token.person, token_id=token.pk, scope=token.scope)
    key = cookie(scope, settings.SESSION_COOKIE_NAME)
    if not key:
        return Caller(AnonymousUser())
    person = person_of(SessionStore(key))
    return Caller(person, session_key=key if person.is_authenticated else "")


def person_of_scope(scope: MutableMapping[str, Any]) -> Person | AnonymousUser:
    return caller_of(scope).person


def header(scope: MutableMapping[str, Any], name: bytes) -> str:
    """A header of the request by its lower-case name; the first one, or an empty text."""
    return next((value.decode("latin1") for key, value in scope["headers"] if key == name), "")


def cookie(scope: MutableMapping[str, Any], name: str) -> str:
    """A cookie of the request by its name, or an empty text."""
    sent = "; ".join(value.decode("latin1") for key, value in scope["headers"] if key == b"cookie")
    return parse_cookie(sent).get(name, "")
