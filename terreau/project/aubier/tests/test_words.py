"""The texts are well set and free of filler."""

import re
from collections.abc import Iterator

from terreau.project.aubier.checks import said
from terreau.project.aubier.typography import typeset
from terreau.project.aubier.world import World

NARROW = "\u202f"
CODE = re.compile(r"`[^`]*`|@\{[^}]*\}|https?://\S+|(?m:^\d+\. )")
FOREIGN = re.compile(r"\*[^*]+\*")


def texts(aubier: World, language: str) -> Iterator[tuple[str, str]]:
    """Every text in that language with its key, code and foreign words taken out."""
    for thread in aubier.threads:
        pieces = [(thread.key, thread.title, thread.language), (thread.key, thread.body, thread.language)]
        pieces += [(comment.key, comment.body, comment.language) for comment in said(thread)]
        for key, text, spoken in pieces:
            if spoken == language:
                yield key, FOREIGN.sub("~", CODE.sub("x", text))


def test_french_is_well_set(aubier: World) -> None:
    for key, text in texts(aubier, "fr"):
        assert "'" not in text and '"' not in text, (key, text)
        assert not re.search(r"\w ?[;!?]|[ \w]:(?!\d)|\d ?%", text.replace(NARROW, "~")), (key, text)
        assert not re.search(rf"«(?!{NARROW})|(?<!{NARROW})»", text), (key, text)
        assert not re.search(r"\d \d{3}(?!\d)", text), (key, text)
        assert "—" not in text, (key, text)


def test_other_languages_are_well_set(aubier: World) -> None:
    for language in ("en", "de", "pt", "pl"):
        for key, text in texts(aubier, language):
            assert "'" not in text and '"' not in text, (key, text)
            assert NARROW not in text or language in ("de", "pl"), (key, text)
            assert not re.search(r" [;:!?](?: |$)", text), (key, text)


def test_no_filler(aubier: World) -> None:
    for language in ("fr", "en", "de", "pt", "pl", "es", "ar"):
        for key, text in texts(aubier, language):
            assert not re.search(r"(?i:lorem|ipsum|\boups\b|\bxxx)|TO" "DO", text), (key, text)
            assert "  " not in text.replace("\n", ""), (key, text)


def test_typography_of_each_language() -> None:
    assert typeset('L\'essai : 1 200 kg, 12 % "bon" !', "fr") == (
        f"L’essai{NARROW}: 1{NARROW}200{NARROW}kg, 12{NARROW}% «{NARROW}bon{NARROW}»{NARROW}!"
    )
    assert typeset('It\'s "fine": 12%', "en") == "It’s “fine”: 12%"
    assert typeset('Das ist "gut"', "de") == "Das ist „gut“"
    assert typeset("à 9 h 30 et `a ; b`", "fr") == f"à 9{NARROW}h{NARROW}30 et `a ; b`"


# Words that belong to one of these languages only; enough of them tell a text's language.
TELLING = {
    "fr": "les des est une pas je nous vous qui pour dans avec et au ce il",
    "en": "the is are and of to we you it that with not this was have your",
    "de": "der das ist und nicht wir ich ein eine den mit auf bitte für auch",
    "pt": "os não uma um com do da em obrigado obrigada por mais eu são ao",
}


def test_texts_are_in_the_language_they_say(aubier: World) -> None:
    for language in TELLING:
        for key, text in texts(aubier, language):
            words = re.findall(r"\w+", text.lower())
            score = {code: sum(word in telling.split() for word in words) for code, telling in TELLING.items()}
            assert score[language] + 2 >= max(score.values()), (key, text)
