"""Numbers, sizes, dates and hours as each language writes them.

French and English are written by hand, like the rest of the interface; other languages take the Unicode formats, and an
unknown language reads English. Times are aware; a naive one counts as UTC.
"""

import math
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, format_timedelta, get_timezone_location
from babel.numbers import format_decimal, format_percent

NARROW = "\u202f"
FIXED = "\u00a0"
_MINUS = "\u2212"
_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_SHORT_MONTHS = {
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_WEEKDAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_SPANS = {
    "fr": {"d": ("jour", "jours"), "w": ("semaine", "semaines"), "m": ("mois", "mois"), "y": ("an", "ans")},
    "en": {"d": ("day", "days"), "w": ("week", "weeks"), "m": ("month", "months"), "y": ("year", "years")},
}
_NOW = {"fr": "à l’instant", "en": "just now"}
_NEAR_DAYS = {"fr": {-1: "hier", 0: "aujourd’hui", 1: "demain"}, "en": {-1: "yesterday", 0: "today", 1: "tomorrow"}}


def number(value: int | float | Decimal, language: str, decimals: int | None = None) -> str:
    """18 400 in French, 18,400 in English. Without `decimals`: as many as there are, two at most."""
    if not isinstance(value, int) and not math.isfinite(value):
        return "–"
    own = _own(language)
    if not own:
        return _number_elsewhere(value, language, decimals)
    written = _grouped(value, decimals).replace("-", _MINUS)
    return written if own == "en" else written.replace(",", NARROW).replace(".", ",")


def percent(share: float | Decimal, language: str, decimals: int = 0) -> str:
    """A share of one as a percentage: 0.14 is 14 % (French, narrow space) or 14% (English)."""
    own = _own(language)
    if own or not math.isfinite(share):
        return number(share * 100, language, decimals) + (f"{NARROW}%" if own == "fr" else "%")
    rounded = f"{share:.{decimals + 2}f}"
    return format_percent(rounded, locale=_locale(language), decimal_quantization=False)


def file_size(size: int, language: str) -> str:
    """A size in bytes, in thousands as disks count: 240 ko, 8,2 Mo; 240 kB, 8.2 MB."""
    french = _own(language) == "fr"
    if size < 1000:
        unit = f"{NARROW}octet" if french else " byte"
        single = size in (0, 1) if french else size == 1
        return number(size, language) + unit + ("" if single else "s")
    scaled, power = size / 1000, 0
    while scaled >= 999.5 and power < 4:
        scaled, power = scaled / 1000, power + 1
    shown = number(round(scaled, 1 if power and scaled < 99.95 else 0), language)
    return f"{shown}{NARROW}{'kMGTP'[power]}o" if french else f"{shown} {'kMGTP'[power]}B"


def ago(then: datetime, now: datetime, language: str) -> str:
    """How long ago (or in how long), in one unit: il y a 25 min, il y a 3 jours; 25 min ago, in 2 h."""
    distance = _aware(now) - _aware(then)
    own = _own(language)
    if not own:
        return str(format_timedelta(-distance, add_direction=True, locale=_locale(language)))
    if abs(distance) < timedelta(minutes=1):
        return _NOW[own]
    span = _span(abs(distance), own)
    if own == "fr":
        return f"il y a {span}" if distance > timedelta(0) else f"dans {span}"
    return f"{span} ago" if distance > timedelta(0) else f"in {span}"


def moment(then: datetime, zone: tzinfo, language: str, now: datetime | None = None) -> str:
    """A time as feeds show it: il y a 25 min; hier, 16 h 20; 16 nov.; 16 nov. 2025."""
    present = _aware(now or datetime.now(UTC))
    here, there = _local(then, zone), _local(present, zone)
    days = (here.date() - there.date()).days
    distance = abs(present - _aware(then))
    if distance < timedelta(hours=1) or (days == 0 and here <= there):
        return ago(then, present, language)
    near = _NEAR_DAYS.get(_own(language), {}).get(days)
    if near:
        return f"{near}, {hour(here, language)}"
    if abs(days) <= 1:
        return f"{short_day(here.date(), language)}, {hour(here, language)}"
    return short_day(here.date(), language, year=here.year != there.year)


def full_moment(then: datetime, zone: tzinfo, language: str) -> str:
    """A time without doubt: lundi 23 novembre 2026, 2 h 40 (Paris)."""
    here = _local(then, zone)
    return f"{day(here.date(), language)}, {hour(here, language)} ({city(zone, language, here)})"


def city(zone: tzinfo, language: str, here: datetime) -> str:
    """The city a clock is named after (Paris, Varsovie), or the zone’s own name at the moment `here`."""
    key = str(getattr(zone, "key", ""))
    return _located(key, language) if "/" in key and not key.startswith("Etc/") else (here.tzname() or "UTC")


def month(value: date, language: str) -> str:
    """Novembre 2026, November 2026: a heading."""
    own = _own(language)
    if not own:
        return format_date(value, "LLLL y", locale=_locale(language))
    return f"{_MONTHS[own][value.month - 1].capitalize()} {value.year}"


def day(value: date, language: str, *, weekday: bool = True, year: bool = True) -> str:
    """lundi 23 novembre 2026, Monday 23 November 2026; the first is “1er” in French (raised by the page, not here)."""
    own = _own(language)
    if not own:
        return format_date(value, "full" if weekday else "long", locale=_locale(language))
    parts = [_WEEKDAYS[own][value.weekday()]] if weekday else []
    parts += [_day_number(value, own), _MONTHS[own][value.month - 1]]
    return " ".join(parts + ([str(value.year)] if year else []))


def weekday(number: int, language: str) -> str:
    """samedi, Saturday: the name of a day from 1 (Monday) to 7."""
    own = _own(language)
    return _WEEKDAYS[own][number - 1] if own else str(_locale(language).days["format"]["wide"][number - 1])


def short_day(value: date, language: str, *, year: bool = False) -> str:
    """16 nov., 16 Nov; with the year: 16 nov. 2025."""
    own = _own(language)
    if not own:
        return format_date(value, "d MMM y" if year else "d MMM", locale=_locale(language))
    shown = f"{_day_number(value, own)} {_SHORT_MONTHS[own][value.month - 1]}"
    return f"{shown} {value.year}" if year else shown


def hour(value: datetime | time, language: str) -> str:
    """9 h 30, 11 h in French; 09:30 in English."""
    own = _own(language)
    if not own:
        return format_time(time(value.hour, value.minute), "short", locale=_locale(language))
    if own == "en":
        return f"{value.hour:02}:{value.minute:02}"
    return f"{value.hour}{NARROW}h" + (f"{FIXED}{value.minute:02}" if value.minute else "")


def _own(language: str) -> str:
    """The hand-written language that applies: fr, en, or nothing where the Unicode formats know better."""
    base = language[:2].lower()
    if base in _MONTHS:
        return base
    return "" if _locale(language) != Locale("en") else "en"


@lru_cache(maxsize=128)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale("en")


def _grouped(value: int | float | Decimal, decimals: int | None) -> str:
    if isinstance(value, int) and not decimals:
        return f"{value:,d}"
    if decimals is not None:
        return f"{value:,.{decimals}f}"
    shown = f"{value:,.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def _number_elsewhere(value: int | float | Decimal, language: str, decimals: int | None) -> str:
    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, pattern, locale=_locale(language))


def _span(distance: timedelta, own: str) -> str:
    minutes = distance // timedelta(minutes=1)
    if minutes < 60:
        return f"{minutes}{NARROW if own == 'fr' else ' '}min"
    if minutes < 24 * 60:
        return f"{minutes // 60}{NARROW if own == 'fr' else ' '}h"
    count, unit = _days_and_more(distance.days)
    one, many = _SPANS[own][unit]
    return f"{count} {one if count == 1 else many}"


def _days_and_more(days: int) -> tuple[int, str]:
    if days < 14:
        return days, "d"
    if days < 61:
        return days // 7, "w"
    return (round(days / 30.44), "m") if days < 700 else (round(days / 365.25), "y")


def _day_number(value: date, own: str) -> str:
    return "1er" if own == "fr" and value.day == 1 else str(value.day)


def _aware(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _local(value: datetime, zone: tzinfo) -> datetime:
    try:
        return _aware(value).astimezone(zone)
    except OverflowError:
        return _aware(value)


def _located(key: str, language: str) -> str:
    try:
        return get_timezone_location(key, locale=_locale(language), return_city=True)
    except (LookupError, ValueError):
        return key.rpartition("/")[2].replace("_", " ")
