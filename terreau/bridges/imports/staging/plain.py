"""Values out of other people’s JSON, made safe to keep: texts, whole numbers, moments. Nothing here raises."""

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

# C0 and C1 controls but tab and line feed, lone surrogates, non-characters.
_UNKEEPABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# What reorders or hides the letters of a name: directional marks, embeddings, overrides and isolates, zero width.
_DECEIVING = re.compile("[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
_LATEST = datetime(2100, 1, 1, tzinfo=UTC)
_MICROS = range((_EARLIEST - _EPOCH) // timedelta(microseconds=1), (_LATEST - _EPOCH) // timedelta(microseconds=1))
_STAMP = re.compile(r"\A\s*(\d{1,12})(?:\.(\d{1,9}))?\s*\Z", re.ASCII)
_EMAIL = re.compile(r"\A[^\s@<>\"',;:()\[\]\\]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z0-9-]{2,63}\Z")

Json = dict[str, object]


def text(value: object, most: int = 100_000) -> str:
    """`value` as a keepable text of at most `most` characters; anything but a text or a number is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    words = value if isinstance(value, str) else str(value)
    return _UNKEEPABLE.sub("", words[: most + 1000].replace("\r\n", "\n").replace("\r", "\n"))[:most]


def line(value: object, most: int = 200) -> str:
    """One line for a name or a title: no line feed, nothing that reorders letters, single spaces."""
    if isinstance(value, str) and len(value) <= most and value.isascii() and value.isalnum():
        return value
    return " ".join(_DECEIVING.sub("", text(value, most * 4)).split())[:most].strip()


def shown(name: str) -> str:
    """A file name fit for a report: what cannot be seen is written out."""
    name = name[:300]
    hidden = _UNKEEPABLE.search(name) or _DECEIVING.search(name) or "\n" in name or "\t" in name
    return "".join(map(_visible, name)) if hidden else name


def _visible(letter: str) -> str:
    if _UNKEEPABLE.match(letter) or _DECEIVING.match(letter) or letter in "\n\t":
        return f"\\u{ord(letter):04x}"
    return letter


def file_name(value: object) -> str:
    """The last part of a path, as a name to show; never empty."""
    return line(text(value, 1000).replace("\\", "/").rsplit("/", 1)[-1], 150) or "file"


def whole(value: object) -> int:
    """A whole number not below 0; 0 for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return 0
    try:
        number = int(value) if not isinstance(value, float) or math.isfinite(value) else 0
    except ValueError:
        return 0
    return number if 0 <= number < 2**62 else 0


def mapping(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def items(value: object) -> Iterator[Json]:
    """The objects of a list."""
    return (item for item in value if isinstance(item, dict)) if isinstance(value, list) else iter(())


def texts(value: object) -> list[str]:
    """The non-empty short texts of a list."""
    return [word for word in (line(item) for item in value) if word] if isinstance(value, list) else []


def micros(value: object) -> int | None:
    """A Unix time, text or number, in microseconds; None if it is none or lies outside 1971-2099."""
    if isinstance(value, float):
        value = f"{value:.6f}" if math.isfinite(value) and abs(value) < 1e12 else ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    match = _STAMP.match(str(value)) if isinstance(value, str) or abs(value) < 1e12 else None
    if match is None:
        return None
    found = int(match[1]) * 1_000_000 + int((match[2] or "").ljust(6, "0")[:6] or "0")
    return found if found in _MICROS else None


def moment(value: int) -> datetime:
    """The moment `value` microseconds after 1970."""
    return _EPOCH + timedelta(microseconds=value)


def date(value: object) -> datetime | None:
    """An ISO 8601 moment, or None; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(text(value, 40).strip())
        found = found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if _EARLIEST <= found < _LATEST else None


def email(value: object) -> str | None:
    """An e-mail address in lower case, or None."""
    found = text(value, 300).strip()
    return found.lower() if len(found) <= 254 and _EMAIL.match(found) else None
