"""Turn what a writer types on a plain keyboard into well-set French, English, German, Portuguese, Polish, Spanish."""

import re
from functools import lru_cache

NARROW = "\u202f"
_CODE = re.compile(r"(`[^`]*`|https?://\S+|@\{[^}]*\})")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)|(?<=[A-Za-zÀ-ÿ])'")
_PAIR = re.compile(r'"([^"\n]*)"')
_QUOTES = {
    "fr": (f"«{NARROW}", f"{NARROW}»"),
    "en": ("“", "”"),
    "de": ("„", "“"),
    "pl": ("„", "”"),
    "pt": ("“", "”"),
    "es": ("«", "»"),
    "ar": ("«", "»"),
}
_THOUSANDS = re.compile(r"(?<![\d/.,-])(\d{1,3})((?: \d{3})+)(?![\d])")
_UNITS = r"(?:m³|m²|mm|cm|km|kg|ml|kWh|MWh|ko|Mo|Nm|kN|dB|°C|k€|h|m|t|€|%|g|s)"
_BEFORE_UNIT = re.compile(rf"(?<=\d) (?={_UNITS}(?![\w]))")
_HOUR = re.compile(rf"(?<=\d)[ {NARROW}]?h[ {NARROW}]?(?=\d\d\b)")
_ELISION = re.compile(r"\b([Dd])e (?=[AÀEÉÈIÎOÔU][a-zà-ÿ])")
_LE_MANS = re.compile(r"\b(de|à) Le (?=Mans\b)")
_FRENCH_POINTS = re.compile(r" +(?=[;:!?»])")
_FRENCH_OPEN = re.compile(rf"«[ {NARROW}]*")
_FRENCH_CLOSE = re.compile(rf"[ {NARROW}]*»")


@lru_cache(maxsize=65536)
def typeset(text: str, language: str) -> str:
    """Return `text` set by the usage of `language`; code, addresses and mentions are left alone."""
    if "`" not in text and "@{" not in text and "://" not in text:
        return _typeset(text, language)
    return "".join(piece if _CODE.fullmatch(piece) else _typeset(piece, language) for piece in _CODE.split(text))


def _typeset(text: str, language: str) -> str:
    opening, closing = _QUOTES.get(language, ("“", "”"))
    text = _PAIR.sub(lambda found: f"{opening}{found[1]}{closing}", text)
    text = _APOSTROPHE.sub("’", text)
    if language == "fr":
        text = _french(text)
    elif language in ("de", "pl"):
        text = _THOUSANDS.sub(lambda found: found[0].replace(" ", NARROW), text)
        text = _BEFORE_UNIT.sub(NARROW, text)
    return text


def _french(text: str) -> str:
    text = _ELISION.sub(lambda found: f"{found[1]}’", text)
    text = _LE_MANS.sub(lambda found: {"de": "du", "à": "au"}[found[1]] + " ", text)
    text = _THOUSANDS.sub(lambda found: found[0].replace(" ", NARROW), text)
    text = _BEFORE_UNIT.sub(NARROW, text)
    text = _HOUR.sub(f"{NARROW}h{NARROW}", text)
    text = _FRENCH_POINTS.sub(NARROW, text)
    text = _FRENCH_OPEN.sub(f"«{NARROW}", text)
    return _FRENCH_CLOSE.sub(f"{NARROW}»", text)
