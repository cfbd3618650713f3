"""Bearer tokens: how they look, and whom one of them lets in. Making and revoking them are actions."""

import hashlib
import secrets

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
    """The token with its person, if it is neither revoked nor over and the person may still come in."""
    if not secret.startswith(PREFIX):
        return None
    now = timezone.now()
    token = (
        Token.objects.select_related("person")
        .filter(digest=digest_of(secret), revoked_at=None, expires_at__gt=now)
        .first()
    )
    return token if token is not None and token.person.is_active else None


def person_asking(request: HttpRequest) -> Person | None:
    """Who asks, by session or by bearer token; None for a visitor."""
    if request.user.is_authenticated:
        return request.user
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = valid_token(secret.strip()) if kind.lower() == "bearer" else None
    return token.person if token else None
