import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.foundation.text.names import initials, sort_key, tone


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Théo Grandjean", "TG"),
        ("Friederike Albrecht-Wessel", "FW"),
        ("Ludwig van Beethoven", "LB"),
        ("Jean de La Fontaine", "JF"),
        ("Jean d’Ormesson", "JO"),
        ("de Gaulle", "G"),
        ("Élodie Çelik", "ÉÇ"),
        ("e\u0301lodie", "É"),
        ("Paul", "P"),
        ("Alice Vasseur (Nantes)", "AV"),
        ("Trois-Rivières, vie du site", "TS"),
        ("Équipe 3", "É3"),
        ("Al", "A"),
        ("van der", "VD"),
        ("王小明", "王"),
        ("محمد علي", "م\u200cع"),
        ("ßtraße", "ß"),
        ("🎉", "🎉"),
        ("(Équipe)", "É"),
        ("", "?"),
        ("   ", "?"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


@given(st.text())
def test_initials_are_short_and_never_empty(name: str) -> None:
    assert 1 <= len(initials(name)) <= 9


def test_tones_last_and_spread() -> None:
    tones = [tone(f"k{number}") for number in range(600)]
    assert set(tones) == {1, 2, 3, 4, 5, 6}
    assert min(tones.count(value) for value in range(1, 7)) > 60
    assert tone("m3x9qa") == tone("m3x9qa")


def test_names_are_ordered_as_their_language_does() -> None:
    assert sorted(["Zoé", "Étienne", "eric", "Fanny"], key=lambda name: sort_key(name, "fr")) == [
        "eric",
        "Étienne",
        "Fanny",
        "Zoé",
    ]
    assert sorted(["Øst", "Zachris", "Åberg"], key=lambda name: sort_key(name, "da")) == ["Zachris", "Øst", "Åberg"]
    assert sorted(["Ñandú", "Nube", "Oca"], key=lambda name: sort_key(name, "es-MX")) == ["Nube", "Ñandú", "Oca"]
    assert sort_key("  Jean-Pierre  Élie ", "fr") == "jean pierre elie"


def test_hostile_strings_are_names(naughty_strings: list[str]) -> None:
    for string in naughty_strings:
        assert initials(string)
        assert 1 <= tone(string) <= 6
        sort_key(string, "sv")
        sort_key("Å", string)
