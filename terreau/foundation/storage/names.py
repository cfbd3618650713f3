"""File names: what people call a file. Never a path on our side, and harmless on theirs."""

import re
import unicodedata
from urllib.parse import quote, unquote

RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]|conin\$|conout\$|clock\$)", re.IGNORECASE)
JOINERS = "\u200c\u200d"  # emoji and several scripts need these two; every other format character is dropped
LONGEST = 120
LONGEST_BYTES = 200
LONGEST_ENDING = 16


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
