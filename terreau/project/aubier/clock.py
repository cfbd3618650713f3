"""When things happen: the demo's calendar, hours at which people write, and dates in words."""

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from terreau.project.aubier.shapes import PersonSpec

_AGO = re.compile(r"^(\d+)(min|h|d|w|m)(?: (\d{1,2}):(\d\d))?$")
_SPAN = re.compile(r"^[+-]?(\d+)(min|h|d|w|m|y)$")
_UNITS = {"min": 1 / 1440, "h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.44, "y": 365.25}
_HOURS = (7, 8, 8, 9, 9, 9, 9, 10, 10, 10, 10, 11, 11, 11, 12, 13, 13, 14, 14, 14, 15, 15, 15, 16, 16, 17, 17, 18)
_SHIFT_HOURS = (5, 5, 6, 6, 9, 9, 10, 12, 13, 13, 14, 14, 15, 17, 18, 20, 21, 21, 22, 23, 0, 2)


@lru_cache(maxsize=32)
def zone(name: str) -> ZoneInfo:
    """Return a time zone."""
    return ZoneInfo(name)


def on_clock_of(person: PersonSpec, moment: datetime) -> datetime:
    """Return `moment` on the person's clock."""
    return moment.astimezone(zone(person.time_zone))


def span(text: str) -> timedelta:
    """Return the length of "25min", "+4h", "3d", "2w", "5m" (months) or "1y"."""
    found = _SPAN.match(text)
    if not found:
        raise ValueError(f"“{text}” is no span of time; write 25min, 4h, 3d, 2w, 5m or 1y")
    length = timedelta(days=int(found[1]) * _UNITS[found[2]])
    return -length if text.startswith("-") else length


def ago(text: str, person: PersonSpec, now: datetime, rng: Random, *, weekend: bool = False) -> datetime:
    """Return the moment that "6h", "1d 16:20" or "12w" before `now` means for the person, in UTC.

    Minutes and hours are taken literally. Days fall on a working day unless `weekend`; without a time of day a
    plausible one is drawn.
    """
    found = _AGO.match(text)
    if not found:
        raise ValueError(f"“{text}” is not a time ago; write 25min, 6h, 1d 16:20, 12w or 7m")
    moment = now - span(found[1] + found[2])
    if found[2] in ("min", "h"):
        return moment
    day = on_clock_of(person, moment).date()
    if weekend:
        day -= timedelta(days=(day.weekday() - 5) % 7)
    elif day.weekday() > 4:
        day -= timedelta(days=day.weekday() - 4)
    if found[3]:
        return datetime.combine(day, time(int(found[3]), int(found[4])), zone(person.time_zone)).astimezone(UTC)
    return on_day(person, day, rng)


def on_day(person: PersonSpec, day: date, rng: Random) -> datetime:
    """Return a plausible moment of that day at which the person writes, in UTC."""
    hours = _SHIFT_HOURS if person.works_shifts else _HOURS
    moment = datetime.combine(
        day, time(rng.choice(hours), rng.randrange(60), rng.randrange(60)), zone(person.time_zone)
    )
    return moment.astimezone(UTC)


def at_work(person: PersonSpec, moment: datetime) -> bool:
    """True when the person would plausibly write at that moment."""
    there = on_clock_of(person, moment)
    if person.works_shifts:
        return there.weekday() < 6 or there.hour >= 20
    return there.weekday() < 5 and 7 <= there.hour < 19


def next_working(person: PersonSpec, moment: datetime, rng: Random) -> datetime:
    """Return `moment`, or the next plausible one when the person is not at work then."""
    if at_work(person, moment):
        return moment
    there = on_clock_of(person, moment)
    day = there.date() if there.hour < 7 else there.date() + timedelta(days=1)
    last = 5 if person.works_shifts else 4
    while day.weekday() > last:
        day += timedelta(days=1)
    start = time(6 if person.works_shifts else 8, rng.randrange(4, 60), rng.randrange(60))
    return datetime.combine(day, start, zone(person.time_zone)).astimezone(UTC)


MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
}
BARE_MONTHS = {
    "pl": "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
}
DAYS = {
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "pt": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "pl": "poniedziałek wtorek środa czwartek piątek sobota niedziela",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "ar": "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد",
}
_SHORT_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def upcoming(day: date, weekday: str) -> date:
    """Return the first "fri" (mon, tue…) at least two days after `day`."""
    soonest = day + timedelta(days=2)
    return soonest + timedelta(days=(_SHORT_DAYS.index(weekday) - soonest.weekday()) % 7)


def moved(day: date, offset: str) -> date:
    """Return `day` moved by "+4d", "-7w", "-1m" (calendar months, first day) or "+1y"."""
    if not offset:
        return day
    if offset.endswith("m") and not offset.endswith("min"):
        months = day.year * 12 + day.month - 1 + int(offset[:-1])
        return date(months // 12, months % 12 + 1, 1)
    return day + span(offset)


def spoken_day(day: date, language: str) -> str:
    """Return "vendredi 27 novembre", "Friday 27 November", "Freitag, 27. November"…"""
    name = DAYS[language].split()[day.weekday()]
    comma = ", " if language in ("de", "pt", "pl") else " "
    return f"{name}{comma}{spoken_date(day, language)}"


def spoken_date(day: date, language: str) -> str:
    """Return "1er décembre", "1 December", "1. Dezember", "1 de dezembro"…"""
    month = MONTHS[language].split()[day.month - 1]
    if language == "fr" and day.day == 1:
        return f"1er {month}"
    if language == "de":
        return f"{day.day}. {month}"
    if language in ("pt", "es"):
        return f"{day.day} de {month}"
    return f"{day.day} {month}"


def anchors(now: date) -> dict[str, str]:
    """Return the gaps that mean the same in every text: the lot at the heart of the story, last month's sheet."""
    year, week, _weekday = moved(now, "-7w").isocalendar()
    return {
        "thelot": f"{year}-{week:02d}",
        "thelotweek": str(max(week - 1, 1)),
        "lastym": f"{moved(now, '-1m'):%Y-%m}",
        "thisyear": str(now.year),
    }


def date_words(word: str, rest: str, day: date, language: str) -> str | None:
    """Return what a date token such as `{lot -7w}` or `{next fri}` means on `day`; None when it is no date token."""
    if word == "next":
        return spoken_day(upcoming(day, rest), language)
    if word == "dmonth":
        month = MONTHS["fr"].split()[moved(day, rest).month - 1]
        return f"d’{month}" if month[0] in "ao" else f"de {month}"
    if word == "nextfirst":
        return spoken_date(moved(day, "+1m"), language)
    if word not in ("lot", "week", "day", "date", "weekday", "month", "year"):
        return None
    target = moved(day, rest)
    if word == "day" and target.weekday() > 4:
        target += timedelta(days=7 - target.weekday())
    year, week, _weekday = target.isocalendar()
    return {
        "lot": f"{year}-{week:02d}",
        "week": str(week),
        "day": spoken_day(target, language),
        "date": spoken_date(target, language),
        "weekday": DAYS[language].split()[target.weekday()],
        "month": BARE_MONTHS.get(language, MONTHS[language]).split()[target.month - 1],
        "year": str(target.year),
    }[word]
