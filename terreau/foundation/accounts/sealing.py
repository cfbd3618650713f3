"""Second factors as they lie in the database: sealed, so that a copy of the rows alone lets nobody in.

Fernet (AES-128-CBC with HMAC-SHA256) under a key of its own, drawn from the secret of the install by HKDF-SHA256.
What is sealed says by which key, so that it is known without opening it whether a former secret sealed it.
"""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARK = "sealed:"
PURPOSE = b"terreau.accounts.second-factors"
WORDS = ("secret", "seed")  # of an authenticator’s data, as allauth keeps it


class Lost(Exception):
    """Sealed by a secret that this install no longer has, or changed since."""


def seal(words: str) -> str:
    """`words` as they may be kept."""
    name, box = box_of(settings.SECRET_KEY)
    return f"{MARK}{name}:{box.encrypt(words.encode()).decode()}"


def unseal(kept: str) -> str:
    """What was sealed, by today’s secret or one before it. Raises `Lost`; what was never sealed is given as it is."""
    if not kept.startswith(MARK):
        return kept
    name, _, sealed = kept.removeprefix(MARK).partition(":")
    boxes = dict(map(box_of, [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]))
    try:
        return boxes[name].decrypt(sealed.encode()).decode()
    except (KeyError, InvalidToken):
        raise Lost from None


def is_fresh(data: dict[str, object]) -> bool:
    """Is all that is secret in an authenticator’s data sealed by today’s secret?"""
    begin = f"{MARK}{box_of(settings.SECRET_KEY)[0]}:"
    return all(kept.startswith(begin) for kept in secrets_in(data))


def sealed_anew(data: dict[str, object]) -> dict[str, object]:
    """An authenticator’s data with all that is secret sealed by today’s secret. Raises `Lost`."""
    fresh: dict[str, object] = {
        name: seal(unseal(kept)) for name, kept in data.items() if name in WORDS and isinstance(kept, str)
    }
    codes = data.get("migrated_codes")
    if isinstance(codes, list):
        fresh["migrated_codes"] = [seal(unseal(code)) for code in codes]
    return {**data, **fresh}


def secrets_in(data: dict[str, object]) -> list[str]:
    """What of an authenticator’s data nobody else may read."""
    codes = data.get("migrated_codes")
    kept = [data.get(name) for name in WORDS] + (codes if isinstance(codes, list) else [])
    return [words for words in kept if isinstance(words, str)]


@cache
def box_of(secret: str) -> tuple[str, Fernet]:
    """The box that a secret of the install locks, and its name."""
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return hashlib.sha256(PURPOSE + key).hexdigest()[:8], Fernet(base64.urlsafe_b64encode(key))
