"""Names of people and spaces: initials and tone of the round picture, order in a list."""

import re
import unicodedata
import zlib
from functools import lru_cache

from terreau.foundation.text.folding import fold

TONES = 6
_LONGEST_INPUT = 500
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_BETWEEN = re.compile(r"[\s\-‐‑–—_/.,;:·|]+")
# What hides or reorders letters, so that one name looks like another: marks of direction, letters without a shape. The
# joiners of scripts that need them stay, but not beside Latin ones.
_DECEIVING = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\uffa0]"
    "|[\u200c\u200d](?=[ -\u024f]|$)|(?:(?<=[ -\u024f])|^)[\u200c\u200d]"
)
_ELISION = re.compile(r"^(?:d|l|dell|dall|nell|o)['’](?=\w)", re.IGNORECASE)
_PARTICLES = frozenset(
    [
        "al",
        "am",
        "an",
        "at",
        "au",
        "aux",
        "bin",
        "da",
        "dal",
        "das",
        "de",
        "degli",
        "dei",
        "del",
        "della",
        "den",
        "der",
        "des",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "em",
        "en",
        "et",
        "in",
        "la",
        "las",
        "le",
        "les",
        "los",
        "of",
        "of",
        "og",
        "on",
        "op",
        "te",
        "ten",
        "ter",
        "the",
        "to",
        "und",
        "van",
        "vom",
        "von",
        "y",
        "z",
        "zu",
        "zum",
        "zur",
        "à",
    ]
)
# Letters that join their neighbour: two initials need a non-joiner between them to stay apart.
_JOINING = re.compile("[\u0600-\u07bf\u08a0-\u08ff]")
_AFTER = {
    "es": {"ñ": "n~"},
    "pl": {"ą": "a~", "ć": "c~", "ę": "e~", "ł": "l~", "ń": "n~", "ó": "o~", "ś": "s~", "ź": "z~", "ż": "z~~"},
    "sv": {"å": "z~", "ä": "z~~", "ö": "z~~~"},
    "fi": {"å": "z~", "ä": "z~~", "ö": "z~~~"},
    "da": {"æ": "z~", "ø": "z~~", "å": "z~~~"},
    "nb": {"æ": "z~", "ø": "z~~", "å": "z~~~"},
}


def honest(name: str) -> str:
    """A person’s name in one line, without what hides or reorders letters; empty where nobody could read it."""
    said = plain(name)
    return said if any(sign.isalnum() for sign in said) else ""


def plain(name: str) -> str:
    """Any name in one line, without what hides or reorders letters."""
    return " ".join(_DECEIVING.sub("", name.replace("\u202f", " ")).split())


@lru_cache(maxsize=8_192)
def initials(name: str) -> str:
    """One or two initials: “Friederike Albrecht-Wessel” is FW, “Ludwig van Beethoven” LB, “Paul” P; never empty."""
    words = _words(name)
    if not words:
        return _symbol(name)
    first, last = words[0], words[-1]
    if len(words) == 1:
        return _initial(first)
    joiner = "\u200c" if _JOINING.match(first) and _JOINING.match(last) else ""
    return _initial(first) + joiner + _initial(last)


def tone(key: str) -> int:
    """A lasting colour, 1 to 6, for whoever has no picture."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % TONES + 1


def sort_key(name: str, language: str = "") -> str:
    """What to order a list of names by: folded, with the letters that stand apart in `language` in their own place."""
    composed = unicodedata.normalize("NFC", name[:_LONGEST_INPUT]).lower()
    apart = _AFTER.get(language[:2].lower(), {})
    placed = "".join(apart.get(letter, letter) for letter in composed)
    return " ".join(fold(placed).replace("-", " ").split())


def _words(name: str) -> list[str]:
    composed = unicodedata.normalize("NFC", name[:_LONGEST_INPUT])
    spoken = _ASIDE.sub(" ", composed)
    found = [_bare(part) for part in _BETWEEN.split(spoken if _has_letter(spoken) else composed)]
    words = [word for word in found if word]
    return [word for word in words if word.lower() not in _PARTICLES] or words


def _has_letter(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _bare(part: str) -> str:
    """The part from its first letter or digit on, without an elided particle (d’Ormesson)."""
    start = next((place for place, letter in enumerate(part) if letter.isalnum()), len(part))
    return _ELISION.sub("", part[start:])


def _initial(word: str) -> str:
    letter = word[0]
    upper = letter.upper()
    drawn = upper if len(upper) == 1 and not "\u10d0" <= letter <= "\u10ff" else letter
    marks = ""
    for sign in word[1:4]:
        if unicodedata.category(sign) not in ("Mn", "Mc"):
            break
        marks += sign
    return drawn + marks


def _symbol(name: str) -> str:
    """An emoji or sign for a name without letters, with what belongs to it; a question mark for an empty one."""
    shown = "".join(sign for sign in name[:_LONGEST_INPUT] if unicodedata.category(sign)[0] in "SP")
    return shown[:1] or "?"
