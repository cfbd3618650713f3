from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from terreau.foundation.text.typography import (
    ago,
    day,
    file_size,
    full_moment,
    hour,
    moment,
    number,
    percent,
    short_day,
)

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 23, 8, 30, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (18400, "18\u202f400", "18,400"),
        (4.6, "4,6", "4.6"),
        (0, "0", "0"),
        (-0.001, "0", "0"),
        (-1234.5, "\u22121\u202f234,5", "\u22121,234.5"),
        (Decimal("0.25"), "0,25", "0.25"),
        (12.0, "12", "12"),
        (float("nan"), "–", "–"),
        (10**30, "1" + "\u202f000" * 10, "1" + ",000" * 10),
    ],
)
def test_numbers(value: float | Decimal, french: str, english: str) -> None:
    assert (number(value, "fr"), number(value, "en")) == (french, english)


def test_numbers_with_decimals_and_elsewhere() -> None:
    assert number(3, "fr", 1) == "3,0"
    assert number(2.349, "en", 1) == "2.3"
    assert number(18400.5, "de") == "18.400,5"
    assert number(18400, "fr-CA") == "18\u202f400"
    assert number(18400, "xx") == number(18400, "") == "18,400"


def test_percent() -> None:
    assert percent(0.14, "fr") == "14\u202f%"
    assert percent(0.145, "en", 1) == "14.5%"
    assert percent(0.14, "de") == "14\u00a0%"
    assert percent(0.14, "pl") == "14%"


@pytest.mark.parametrize(
    ("size", "french", "english"),
    [
        (0, "0\u202foctet", "0 bytes"),
        (512, "512\u202foctets", "512 bytes"),
        (240_000, "240\u202fko", "240 kB"),
        (8_200_000, "8,2\u202fMo", "8.2 MB"),
        (140_000_000, "140\u202fMo", "140 MB"),
        (999_999, "1\u202fMo", "1 MB"),
        (2 * 10**9, "2\u202fGo", "2 GB"),
    ],
)
def test_file_sizes(size: int, french: str, english: str) -> None:
    assert (file_size(size, "fr"), file_size(size, "en")) == (french, english)


@pytest.mark.parametrize(
    ("then", "french", "english"),
    [
        (NOW, "à l’instant", "just now"),
        (NOW - timedelta(minutes=25), "il y a 25\u202fmin", "25 min ago"),
        (NOW - timedelta(hours=6), "il y a 6\u202fh", "6 h ago"),
        (datetime(2026, 11, 22, 16, 20, tzinfo=PARIS), "hier, 16\u202fh\u00a020", "yesterday, 16:20"),
        (datetime(2026, 11, 22, 11, tzinfo=PARIS), "hier, 11\u202fh", "yesterday, 11:00"),
        (datetime(2026, 11, 16, 9, tzinfo=PARIS), "16 nov.", "16 Nov"),
        (datetime(2025, 12, 1, 9, tzinfo=PARIS), "1er déc. 2025", "1 Dec 2025"),
        (NOW + timedelta(minutes=5), "dans 5\u202fmin", "in 5 min"),
        (NOW + timedelta(hours=5), "aujourd’hui, 13\u202fh\u00a030", "today, 13:30"),
        (NOW + timedelta(days=1), "demain, 8\u202fh\u00a030", "tomorrow, 08:30"),
    ],
)
def test_moments(then: datetime, french: str, english: str) -> None:
    assert (moment(then, PARIS, "fr", NOW), moment(then, PARIS, "en", NOW)) == (french, english)


def test_yesterday_depends_on_the_zone() -> None:
    then, now = datetime(2026, 11, 22, 23, 30, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert moment(then, PARIS, "en", now) == "8 h ago"
    assert moment(then, ZoneInfo("UTC"), "en", now) == "yesterday, 23:30"


def test_moments_without_a_clock_given_read_the_clock() -> None:
    assert moment(datetime.now(UTC) - timedelta(minutes=3), PARIS, "en") == "3 min ago"


@pytest.mark.parametrize(
    ("distance", "french", "english"),
    [
        (timedelta(days=1), "il y a 1 jour", "1 day ago"),
        (timedelta(days=3), "il y a 3 jours", "3 days ago"),
        (timedelta(days=15), "il y a 2 semaines", "2 weeks ago"),
        (timedelta(days=92), "il y a 3 mois", "3 months ago"),
        (timedelta(days=1100), "il y a 3 ans", "3 years ago"),
        (timedelta(days=-2), "dans 2 jours", "in 2 days"),
    ],
)
def test_distances(distance: timedelta, french: str, english: str) -> None:
    assert (ago(NOW - distance, NOW, "fr"), ago(NOW - distance, NOW, "en")) == (french, english)


def test_full_moments_name_the_place() -> None:
    then = datetime(2026, 11, 23, 1, 40, tzinfo=UTC)
    assert full_moment(then, PARIS, "fr") == "lundi 23 novembre 2026, 2\u202fh\u00a040 (Paris)"
    assert full_moment(then, PARIS, "en") == "Monday 23 November 2026, 02:40 (Paris)"
    assert full_moment(then, ZoneInfo("America/Sao_Paulo"), "fr").endswith("22\u202fh\u00a040 (São Paulo)")
    assert full_moment(then, UTC, "en") == "Monday 23 November 2026, 01:40 (UTC)"


def test_days_and_hours() -> None:
    assert day(date(2026, 12, 1), "fr", weekday=False, year=False) == "1er décembre"
    assert day(date(2026, 12, 1), "en", weekday=False, year=False) == "1 December"
    assert day(date(2026, 11, 27), "fr", year=False) == "vendredi 27 novembre"
    assert short_day(date(2026, 5, 3), "en", year=True) == "3 May 2026"
    assert (hour(time(9, 5), "fr"), hour(time(9, 5), "en")) == ("9\u202fh\u00a005", "09:05")
    assert hour(datetime(2026, 1, 1, 0, 0), "fr") == "0\u202fh"


def test_other_languages_take_the_unicode_formats() -> None:
    then = datetime(2026, 11, 22, 16, 20, tzinfo=PARIS)
    assert moment(then, PARIS, "de", NOW) == "22 Nov., 16:20"
    assert ago(NOW - timedelta(hours=3), NOW, "de") == "vor 3 Stunden"
    assert day(date(2026, 11, 23), "es") == "lunes, 23 de noviembre de 2026"
    assert moment(then, PARIS, "tlh", NOW) == "yesterday, 16:20"


def test_nothing_overflows_at_the_ends_of_time() -> None:
    for then in (datetime.min, datetime.max, datetime.max.replace(tzinfo=UTC)):
        assert moment(then, ZoneInfo("Pacific/Auckland"), "fr", NOW)
        assert full_moment(then, ZoneInfo("America/Toronto"), "en")


def test_hostile_language_codes(naughty_strings: list[str]) -> None:
    for language in naughty_strings:
        assert number(1, language) == "1"
        assert moment(NOW, PARIS, language, NOW)
