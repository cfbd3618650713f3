"""Keys and slugs: the two halves of an address, `/posts/m3x9qa-nouvelle-procedure`."""

import secrets
import unicodedata
from functools import lru_cache

from terreau.foundation.text.folding import fold

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LONGEST_INPUT = 500


def new_key(length: int = 6) -> str:
    """A random key without look-alike characters: 31 ** length values."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


@lru_cache(maxsize=8192)
def slug(text: str, limit: int = 60) -> str:
    """The readable half of an address, in any script, cut at `limit`; empty when nothing readable is left."""
    kept = "".join(letter if _stays(letter) else " " for letter in fold(text[:_LONGEST_INPUT]))
    return _cut("-".join(kept.split()), limit)


def _stays(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter) in ("Mn", "Mc")


def _cut(joined: str, limit: int) -> str:
    if len(joined) <= limit:
        return joined
    whole_words = joined[: limit + 1].rpartition("-")[0]
    return whole_words if len(whole_words) >= limit // 2 else joined[:limit].strip("-")
