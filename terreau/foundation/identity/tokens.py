"""Bearer tokens: how they look, and whom one of them lets in. Making and revoking them are actions."""

import hashlib
import secrets
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from terreau.foundation.identity.models import Person, Token

PREFIX = "terreau_"


def new_secret() -> str:
    """A token as its person sees it, once: 256 bits, with a prefix by which leak scanners know it."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a token. A plain SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def valid_token(secret: str) -> Token | None:
    """The token with its person, if it is neither revoked nor over and the person may still come in.

    Asked at every request of the API, in one short statement and never remembered: a revoked token ends at once.
    """
    if not secret.startswith(PREFIX):
        return None
    with connection.cursor() as db:
        db.execute(by_digest(), [digest_of(secret)])
        found = db.fetchone()
    if found is None:
        return None
    count = len(columns(Token))
    token: Token = row_of(Token, found[:count])
    token.person = row_of(Person, found[count:])
    return token if token.expires_at > timezone.now() and token.person.is_active else None


@cache
def by_digest() -> str:
    """The question of `valid_token`."""
    told = [f"t.{name}" for name in columns(Token)] + [f"p.{name}" for name in columns(Person)]
    return (
        f"SELECT {', '.join(told)} FROM {Token._meta.db_table} t JOIN {Person._meta.db_table} p"
        " ON p.id = t.person_id WHERE t.digest = %s AND t.revoked_at IS NULL"
    )


@cache
def columns(model: type[Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def row_of(model: type[Any], values: tuple[Any, ...]) -> Any:
    """A row from what the driver gives: SQLite’s moments bear no zone and are UTC."""
    names = [field.attname for field in model._meta.concrete_fields]
    aware = [
        value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value for value in values
    ]
    return model.from_db("default", names, aware)


def bearer(request: HttpRequest) -> str | None:
    """The secret of `Authorization: Bearer …`; an empty text for another kind of proof, None for no proof at all."""
    given = request.META.get("HTTP_AUTHORIZATION")
    if given is None:
        return None
    kind, _, secret = given.partition(" ")
    return secret.strip() if kind.lower() == "bearer" else ""


def person_asking(request: HttpRequest) -> Person | None:
    """Who asks, by bearer token or by session; None for a visitor. A token that is given decides alone."""
    secret = bearer(request)
    if secret is not None:
        token = valid_token(secret)
        return token.person if token else None
    return request.user if request.user.is_authenticated else None
