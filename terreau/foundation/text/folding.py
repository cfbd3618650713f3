"""Folding: what is left of a word when case, accents and typographic letters are put aside."""

import re
import unicodedata

# Marks that colour a letter. Vowel signs of Indic, Thai or Khmer scripts are letters in their own right and stay.
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_INVISIBLE = re.compile(
    "[\u00ad\u0640\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]"
)
_LETTERS = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "ŋ": "n",
        "ĸ": "k",
        "ə": "e",
        "ƒ": "f",
    }
)


def fold(text: str) -> str:
    """Lower case without accents: “Régulières” and “regulieres” become one. Folding twice changes nothing."""
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text).casefold()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", bare))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", bare).translate(_LETTERS))
