"""Calendars as other programs read them: iCalendar (RFC 5545) with the names of RFC 7986. Pure functions.

Moments are written in UTC, so that no program needs our time zones to show the right hour. Lines are folded at 75
octets and never inside a character; text is escaped, and what no text may hold is left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Terreau//Calendar//EN"
OCTETS = 75
# Escaped are backslash, semicolon, comma and the end of a line (3.3.11); control characters have no place (3.1).
ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u2028\u2029]")
ENDS = re.compile(r"\r\n|\r|\u2028|\u2029|\x85")


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happens from `start` until `end`. `changed_at` and `revision` tell a program which copy is newer.

    `uid` is the same for ever. `status`: CONFIRMED, TENTATIVE or CANCELLED.
    """

    uid: str
    start: datetime
    end: datetime
    title: str
    changed_at: datetime
    revision: int = 0
    words: str = ""
    place: str = ""
    url: str = ""
    status: str = "CONFIRMED"


def calendar(moments: Iterable[Moment], name: str = "") -> bytes:
    """A whole calendar. With a `name` it is one to subscribe to, asked again each hour."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    if name:
        lines += [f"NAME:{text(name)}", f"X-WR-CALNAME:{text(name)}"]
        lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for moment in moments:
        lines += lines_of(moment)
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def lines_of(moment: Moment) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{text(moment.uid)}"
    yield f"DTSTAMP:{in_utc(moment.changed_at)}"
    yield f"LAST-MODIFIED:{in_utc(moment.changed_at)}"
    yield f"SEQUENCE:{moment.revision}"
    yield f"DTSTART:{in_utc(moment.start)}"
    yield f"DTEND:{in_utc(moment.end)}"
    yield f"SUMMARY:{text(moment.title)}"
    if moment.words:
        yield f"DESCRIPTION:{text(moment.words)}"
    if moment.place:
        yield f"LOCATION:{text(moment.place)}"
    if moment.url:
        yield f"URL:{address(moment.url)}"
    yield f"STATUS:{moment.status}"
    yield "END:VEVENT"


def text(value: str) -> str:
    """A value of the type TEXT."""
    plain = CONTROL.sub("", ENDS.sub("\n", value))
    return "".join(ESCAPES.get(letter, letter) for letter in plain)


def address(value: str) -> str:
    """A value of the type URI: not escaped, and without anything that could begin a line of its own."""
    return CONTROL.sub("", value).replace("\n", "").replace(" ", "%20")


def in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def folded(line: str) -> bytes:
    """The octets of one line, in pieces of 75 at most: each further one begins with a space (3.1)."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
