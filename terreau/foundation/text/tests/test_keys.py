from hypothesis import given
from hypothesis import strategies as st

from terreau.foundation.text.folding import fold
from terreau.foundation.text.keys import ALPHABET, new_key, slug


def test_a_key_is_six_letters_of_the_alphabet() -> None:
    keys = {new_key() for _ in range(500)}
    assert len(keys) > 490
    assert all(len(key) == 6 and set(key) <= set(ALPHABET) for key in keys)
    assert len(new_key(12)) == 12
    assert not set("01ilo") & set(ALPHABET)


def test_a_slug_reads_like_its_title() -> None:
    assert slug("Nouvelle procédure : l’étanchéité à l’air") == "nouvelle-procedure-l-etancheite-a-l-air"
    assert slug("  Œuvre, Straße & Łódź!  ") == "oeuvre-strasse-lodz"
    assert slug("") == slug("!!! 🎉") == ""


def test_a_slug_keeps_every_script() -> None:
    assert slug("Качество продукции") == "качество-продукции"
    assert slug("製品の品質") == "製品の品質"
    assert slug("جودة المنتج") == "جودة-المنتج"
    assert slug("हिन्दी समाचार") == "हिन्दी-समाचार"


def test_a_slug_stops_between_words() -> None:
    assert slug("un deux trois quatre", limit=9) == "un-deux"
    assert slug("un deux trois quatre", limit=7) == "un-deux"
    assert slug("a " + "b" * 50, limit=20) == "a-" + "b" * 18


@given(st.text(), st.integers(min_value=5, max_value=80))
def test_a_slug_is_safe_in_an_address(text: str, limit: int) -> None:
    made = slug(text, limit)
    assert len(made) <= limit
    assert not set(made) & set(" /\\?#%<>\"'&.")
    assert not made.startswith("-") and not made.endswith("-") and "--" not in made
    made.encode()


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_hostile_strings_make_slugs(naughty_strings: list[str]) -> None:
    for string in naughty_strings:
        assert "/" not in slug(string)
