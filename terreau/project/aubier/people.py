"""The 1,500 people: those with a part to play, written by hand, and their colleagues, drawn from lists of names."""

import tomllib
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

from terreau.project.aubier.places import SHARES, SITES, units
from terreau.project.aubier.shapes import Company, PersonSpec, Site
from terreau.project.aubier.typography import typeset

TEXTS = Path(__file__).parent / "texts"
SHIFT_FUNCTIONS = {"production", "maintenance", "logistics", "installation"}
MAILLESS = {"production": 0.62, "installation": 0.45, "logistics": 0.38, "maintenance": 0.25}
COUNTRY_LISTS = {"FR": "fr", "DE": "de", "BR": "br", "PL": "pl", "MA": "ma"}
SECOND_LANGUAGES = {
    "FR": (("en", 0.55), ("es", 0.14), ("de", 0.1), ("ar", 0.07), ("pt", 0.05)),
    "DE": (("en", 0.72), ("tr", 0.08), ("fr", 0.12), ("pl", 0.05)),
    "CA": (("en", 0.62), ("fr", 0.35), ("es", 0.05)),
    "BR": (("es", 0.32), ("en", 0.3), ("de", 0.05), ("it", 0.05)),
    "PL": (("en", 0.45), ("de", 0.34), ("uk", 0.06)),
    "MA": (("ar", 0.96), ("es", 0.36), ("en", 0.42)),
}
NOT_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "’": "", "'": "", ".": ""}
)


@lru_cache(maxsize=64)
def read_toml(name: str) -> dict[str, Any]:
    """Return the content of `texts/{name}.toml`."""
    with (TEXTS / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def months_before(now: date, months: float) -> date:
    """Return the day that lies `months` (of 30.44 days) before `now`."""
    return now - timedelta(days=round(months * 30.44))


def plain(text: str) -> str:
    """Return `text` in lower-case ASCII letters, hyphens kept, for a login."""
    folded = unicodedata.normalize("NFD", text.translate(NOT_PLAIN).lower())
    return "".join(sign for sign in folded if sign.isascii() and (sign.isalnum() or sign == "-"))


def company(rng: Random, now: date) -> Company:
    """Return places, units and 1,500 people; the same for the same generator state and day."""
    made = Company(sites=dict(SITES), units=units(), people={})
    for alias, entry in read_toml("people").items():
        person = _written(alias, entry, now)
        made.people[person.login] = person
        made.alias[alias] = person.login
    for alias, entry in read_toml("people").items():
        _tie(made, alias, entry)
    for site, shares in SHARES.items():
        for function, count in shares.items():
            _fill(made, rng, now, SITES[site], function, count)
    return made


def _login(given: str, family: str, taken: dict[str, PersonSpec]) -> str:
    base = f"{plain(given)[:1]}.{plain(family)}"[:28].rstrip("-")
    for suffix in range(1, 99):
        login = base if suffix == 1 else f"{base}{suffix}"
        if login not in taken:
            return login
    raise ValueError(f"more than 98 people are called {base}")


def _written(alias: str, entry: dict[str, Any], now: date) -> PersonSpec:
    unit = units()[entry["unit"]]
    site = SITES[entry.get("site") or unit.site]
    given = entry.get("given") or entry["name"].split(" ")[0]
    family = entry["name"].removeprefix(given).strip()
    demo = bool(entry.get("demo"))
    login = alias if demo else _login(given, family, {})
    joined = (
        now - timedelta(days=entry["joined_days"]) if "joined_days" in entry else months_before(now, entry["joined"])
    )
    return PersonSpec(
        login=login,
        name=entry["name"],
        given=given,
        family=family,
        title=typeset(entry["title"], site.language),
        unit=unit.key,
        site=site.key,
        country=site.country,
        language=entry["languages"][0],
        languages=tuple(entry["languages"]),
        time_zone=site.time_zone,
        joined_on=joined,
        left_on=months_before(now, entry["left"]) if "left" in entry else None,
        email=f"{login}@demo.example" if demo else f"{login}@aubier.example" if entry.get("mail", True) else "",
        function=unit.function,
        feminine=entry.get("f", False),
        skills=tuple(entry.get("skills", ())),
        ask_me_about=tuple(entry.get("ask", ())),
        motto=typeset(entry.get("motto", ""), entry["languages"][0]),
        pronunciation=entry.get("pronunciation", ""),
        works_shifts=entry.get("shifts", False),
        partner=entry.get("partner", ""),
    )


def _tie(made: Company, alias: str, entry: dict[str, Any]) -> None:
    login = made.alias[alias]
    deputy, buddy = (made.alias.get(entry.get(kind, ""), "") for kind in ("deputy", "buddy"))
    made.people[login] = replace(made.people[login], deputy=deputy, buddy=buddy)


def _fill(made: Company, rng: Random, now: date, site: Site, function: str, count: int) -> None:
    unit = f"{function}-{site.key}"
    here = [person for person in made.people.values() if person.unit == unit]
    for index in range(len(here), count):
        person = _drawn(rng, now, site, function, head=index == 0, taken=made.people)
        made.people[person.login] = person


def _drawn(
    rng: Random, now: date, site: Site, function: str, *, head: bool, taken: dict[str, PersonSpec]
) -> PersonSpec:
    feminine = rng.random() < FEMININE_SHARE.get(function, 0.5)
    given, family = _name(rng, site, feminine, {person.name for person in taken.values()})
    login = _login(given, family, taken)
    joined, left = _stay(rng, now, site, head)
    mailless = not head and rng.random() < MAILLESS.get(function, 0.0)
    words = read_toml(f"titles/{site.language}")
    languages = _languages(rng, site)
    return PersonSpec(
        login=login,
        name=f"{given} {family}",
        given=given,
        family=family,
        title=_title(rng, words[function], feminine, head),
        unit=f"{function}-{site.key}",
        site=site.key,
        country=site.country,
        language=languages[0],
        languages=languages,
        time_zone=site.time_zone,
        joined_on=joined,
        left_on=left,
        email="" if mailless else f"{login}@aubier.example",
        function=function,
        feminine=feminine,
        skills=_some(rng, words["skills"][function], (0, 1, 2, 2, 3)),
        ask_me_about=_some(rng, words["ask"][function], (0, 0, 0, 1, 1, 2)),
        works_shifts=function in SHIFT_FUNCTIONS and not head and rng.random() < 0.6,
    )


FEMININE_SHARE = {
    "production": 0.3, "maintenance": 0.12, "installation": 0.1, "logistics": 0.28, "it": 0.3, "hr": 0.74,
    "communication": 0.66, "service": 0.6, "legal": 0.62,
}  # fmt: skip


def _name(rng: Random, site: Site, feminine: bool, taken: set[str]) -> tuple[str, str]:
    lists = read_toml("names/" + _list_of(rng, site))
    for _attempt in range(200):
        given = str(rng.choice(lists["women" if feminine else "men"].split())).replace("_", " ")
        families = lists["family"].split()
        family = _family(rng, site, str(rng.choice(families)), feminine)
        if rng.random() < float(lists["double"]):
            second = _family(rng, site, str(rng.choice(families)), feminine)
            joiner = " " if site.country == "BR" else "-"
            if second != family and not (joiner == "-" and (" " in family + second or "-" in family + second)):
                family = f"{family}{joiner}{second}"
        if f"{given} {family}" not in taken:
            return given, family
    raise ValueError(f"no name left for {site.name}")


def _list_of(rng: Random, site: Site) -> str:
    if site.country == "CA":
        other = rng.random() < 0.08
        return "ca-on" if (site.key == "toronto") != other else "ca-qc"
    return COUNTRY_LISTS[site.country]


def _family(rng: Random, site: Site, family: str, feminine: bool) -> str:
    family = family.replace("_", " ").replace("'", "’")
    if site.country == "PL" and feminine:
        for ending, changed in (("ski", "ska"), ("cki", "cka"), ("dzki", "dzka")):
            if family.endswith(ending):
                return family.removesuffix(ending) + changed
    return family


def _stay(rng: Random, now: date, site: Site, head: bool) -> tuple[date, date | None]:
    """Most people arrive with their site's roll-out; the others as they are hired; a few have left."""
    opened = site.opened_on_network
    with_roll_out = head or rng.random() < 0.68
    months = opened - rng.random() * 2.5 if with_roll_out else rng.random() * (opened - 2.5)
    joined = months_before(now, max(months, 0.1))
    while joined.weekday() > 4:
        joined += timedelta(days=1)
    joined = min(joined, now - timedelta(days=1))
    if head or months < 4 or rng.random() > 0.055:
        return joined, None
    return joined, months_before(now, 0.2 + rng.random() * (months - 3))


def _languages(rng: Random, site: Site) -> tuple[str, ...]:
    first = site.language
    if site.key in ("nantes", "paris") and rng.random() < 0.01:
        first = "en"
    others = [code for code, share in SECOND_LANGUAGES[site.country] if code != first and rng.random() < share]
    if first == "en" and site.country != "CA":
        others = ["fr", *[code for code in others if code != "fr"]]
    return (first, *others)


def _title(rng: Random, titles: list[str], feminine: bool, head: bool) -> str:
    chosen = titles[0] if head or len(titles) == 1 else titles[1:][min(int(rng.expovariate(0.45)), len(titles) - 2)]
    masculine, _slash, other = chosen.partition(" / ")
    return other if feminine and other else masculine


def _some(rng: Random, words: list[str], counts: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(rng.sample(words, min(rng.choice(counts), len(words))))
