"""Countries by ISO 3166-1 alpha-2, in the reader’s language, and the shape of their subdivisions (ISO 3166-2)."""

import re
from functools import lru_cache

from babel import Locale

from terreau.foundation.text.folding import fold

SUBDIVISION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
# What CLDR names beside the countries: unions, reserved and private codes.
NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}


@lru_cache(maxsize=16)
def country_choices(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country, in the order of the alphabet of the language, accents aside."""
    names = Locale.parse(language, sep="-").territories
    known = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha()]
    return tuple(sorted(((c, n) for c, n in known if c not in NOT_COUNTRIES), key=lambda pair: fold(pair[1])))


def place_of(country: str, subdivision: str) -> str:
    """Where the law of somebody’s employer holds: `CA-QC` inside `CA`, else the country; a part of another is none."""
    return subdivision if is_subdivision(subdivision, country) else country


def is_subdivision(code: str, country: str) -> bool:
    """`CA-QC` of `CA`: the form of ISO 3166-2, of this very country."""
    return bool(SUBDIVISION.fullmatch(code)) and code.startswith(f"{country}-")
