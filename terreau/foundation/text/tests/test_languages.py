import re
from pathlib import Path

import pytest

from terreau.foundation.text.languages import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bonjour à tous, voici la nouvelle procédure pour le site", "fr"),
        ("Hello everyone, here is the new procedure", "en"),
        ("Guten Tag, hier ist die neue Anleitung für das Werk", "de"),
        ("Olá, este é o novo procedimento para a fábrica", "pt"),
        ("Hola, este es el nuevo procedimiento para la fábrica", "es"),
        ("Dzień dobry, to jest nowa procedura dla zakładu", "pl"),
        ("ok", None),
        ("12345 !", None),
        ("", None),
        ("TypeError: x", None),
        ("東京都です", None),
    ],
)
def test_languages_are_guessed_or_not(text: str, language: str | None) -> None:
    assert guess_language(text) == language


def test_only_the_languages_asked_for_are_guessed() -> None:
    assert guess_language("Bonjour à tous, voici la nouvelle procédure", among=("fr",)) == "fr"
    assert guess_language("Guten Tag, hier ist die neue Anleitung für das Werk", among=("fr", "en")) is None
    assert guess_language("Bonjour à tous", among=()) is None
    assert guess_language("Bonjour à tous", among=("xx",)) is None


def test_paragraphs_of_charters(shared_data: Path) -> None:
    right = wrong = 0
    for path in sorted((shared_data / "charters-contributor-covenant").glob("[0-9]*.md")):
        language = path.name.split(".")[-2]
        for paragraph in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
            words = re.sub(r"\(.*?\)|https?:\S+", " ", paragraph)
            if len(words) < 120:
                continue
            guessed = guess_language(words)
            right += guessed == language
            wrong += guessed not in (language, None)
    assert right > 140
    assert wrong <= 2


def test_hostile_strings_have_no_language(naughty_strings: list[str]) -> None:
    for string in naughty_strings:
        guess_language(string, among=("fr", "en", string))
