"""File names: what people call a file. Never a path on our side, and harmless on theirs."""

import re
import unicodedata
from collections.abc import Container
from itertools import count
from urllib.parse import quote, unquote

from terreau.foundation.text.folding import fold

RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$|clock\$)", re.IGNORECASE)
JOINERS = "\u200c\u200d"  # emoji and several scripts need these two; every other format character is dropped
LONGEST = 120
LONGEST_BYTES = 200
LONGEST_ENDING = 16
LONGEST_COMPARED = 400


def clean_name(raw: str) -> str:
    """A name that is safe to store, show and save under: no path, no control or direction mark, not reserved."""
    name = unicodedata.normalize("NFC", last_part(decoded(raw)))
    name = "".join(kept(letter) for letter in name)
    name = re.sub(r"\s+", " ", name).strip(" .\u200c\u200d")
    if RESERVED.fullmatch(unicodedata.normalize("NFKC", name.split(".", 1)[0]).strip()):
        name = f"_{name}"
    return shortened(name) or "file"


def decoded(raw: str) -> str:
    """Percent signs are kept, unless they hide a path or a control character."""
    plain = unquote(unquote(raw))
    hides = any(letter in plain for letter in "/\\\0") or any(unicodedata.category(letter) == "Cc" for letter in plain)
    return plain if hides else raw


def last_part(name: str) -> str:
    return re.split(r"[/\\\u2215\u2044\u29f8\uff0f\uff3c]", name.rstrip("/\\ "))[-1]


def kept(letter: str) -> str:
    """The letter itself, a space for a gap, an underscore for what some system forbids, nothing for a trick."""
    category = unicodedata.category(letter)
    if category in ("Zl", "Zp", "Zs", "Cc"):
        return " " if category != "Cc" or letter in "\t\n\r" else ""
    if category in ("Cs", "Cn") or (category == "Cf" and letter not in JOINERS):
        return ""
    return "_" if letter in '<>:"|?*' else letter


def shortened(name: str) -> str:
    """At most 120 characters and 200 bytes, the ending kept."""
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    stem = stem[: LONGEST - len(dot + ending)]
    room = LONGEST_BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + ending


def disposition(name: str, *, inline: bool) -> str:
    """The Content-Disposition of RFC 6266: an ASCII name for old clients, the true one beside it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r'["\\%;\x00-\x1f\x7f]', "_", plain).strip(" .") or "file"
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def compared(name: str) -> str:
    """A name as names are compared: `Plan.PDF` and `plan.pdf` are one, however a system writes its accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())[:LONGEST_COMPARED]


def ordered(name: str) -> str:
    """A name as names are put in order: accents and case aside, “plan 2” before “plan 10”."""
    plain = re.sub(r"\d+", lambda found: found[0].lstrip("0").rjust(12, "0"), fold(name))
    return plain[:LONGEST_COMPARED]


def same_ending(name: str, other: str) -> str:
    """“plan.docx” and “final.pdf” give “plan.pdf”: the first name, ending as the second does. Case does not count."""
    stem, ending = parted(name)
    _stem, new = parted(other)
    return name if not new or new.lower() == ending.lower() else shortened(f"{stem}.{new}")


def parted(name: str) -> tuple[str, str]:
    """The name before its ending, and the ending without its dot; empty where it has none."""
    stem, dot, ending = name.rpartition(".")
    return (stem, ending) if dot and stem and len(ending.encode()) <= LONGEST_ENDING else (name, "")


def beside(name: str, taken: Container[str]) -> str:
    """The first of “plan (2).pdf”, “plan (3).pdf” … that is not among the `taken` names, as they are compared."""
    stem, ending = parted(name)
    tail = f".{ending}" if ending else ""
    numbers = (shortened(f"{stem[: LONGEST - 30]} ({number}){tail}") for number in count(2))
    return next(tried for tried in numbers if compared(tried) not in taken)
