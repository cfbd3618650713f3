"""Calendars for other programs, read back by a reader of its own that knows the grammar and nothing of the writer."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from terreau.foundation.text import ical

PARIS = ZoneInfo("Europe/Paris")
BASE = {
    "uid": "m3x9qa@network.example",
    "start": datetime(2026, 12, 3, 14, tzinfo=PARIS),
    "end": datetime(2026, 12, 3, 14, 45, tzinfo=PARIS),
    "title": "Quart d’heure",
    "changed_at": datetime(2026, 11, 27, 8, 30, tzinfo=UTC),
}


def read(content: bytes) -> list[tuple[str, str]]:
    """Names and values of the lines of a calendar, as RFC 5545 says: unfolded, then unescaped."""
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    found = [line.split(":", 1) for line in lines]
    said = {"n": "\n", "N": "\n"}
    return [(name, re.sub(r"\\(.)", lambda m: said.get(m[1], m[1]), value)) for name, value in found]


def test_hours_are_utc_and_the_frame_is_whole():
    lines = read(ical.calendar([ical.Moment(**BASE)], "Mon agenda"))
    assert lines[0] == ("BEGIN", "VCALENDAR") and lines[-1] == ("END", "VCALENDAR")
    told = dict(lines)
    assert (told["DTSTART"], told["DTEND"]) == ("20261203T130000Z", "20261203T134500Z")
    assert (told["DTSTAMP"], told["NAME"], told["X-WR-CALNAME"]) == ("20261127T083000Z", "Mon agenda", "Mon agenda")
    assert {"UID", "SEQUENCE", "SUMMARY", "STATUS", "VERSION", "PRODID"} <= set(told)


@pytest.mark.parametrize(
    "words",
    [
        "Virgule, point-virgule ; barre \\ et\nretour",
        "é" * 200,
        "🌳" * 60 + ", fin",
        "BEGIN:VEVENT\r\nUID:forged",
        "a\\nb",
        "x" * 74 + ";" + "y" * 80,
    ],
)
def test_any_text_comes_back_as_it_was(words):
    lines = read(ical.calendar([ical.Moment(**{**BASE, "title": words, "words": words, "place": words})]))
    told = dict(lines)
    assert told["SUMMARY"] == told["DESCRIPTION"] == told["LOCATION"] == words.replace("\r\n", "\n")
    assert [name for name, _ in lines].count("UID") == 1


def test_what_no_text_may_hold_is_left_out():
    lines = dict(read(ical.calendar([ical.Moment(**{**BASE, "title": "a\x00b\x07c\x85d\u2028e"})])))
    assert lines["SUMMARY"] == "abc\nd\ne"


def test_an_address_begins_no_line_of_its_own():
    lines = read(ical.calendar([ical.Moment(**{**BASE, "url": "https://x.example/a\r\nATTACH:b c"})]))
    assert dict(lines)["URL"] == "https://x.example/aATTACH:b%20c" and "ATTACH" not in dict(lines)


def test_two_moments_are_two_events():
    lines = read(ical.calendar([ical.Moment(**BASE), ical.Moment(**{**BASE, "uid": "other"})]))
    assert [value for name, value in lines if name == "UID"] == ["m3x9qa@network.example", "other"]
