from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from terreau.foundation.text.diff import MOST_COMPARED, words


def test_words_that_changed() -> None:
    assert words("La porte est rouge.", "La porte est très verte.") == [
        ("same", "La porte est "),
        ("removed", "rouge"),
        ("added", "très verte"),
        ("same", "."),
    ]
    assert words("même", "même") == [("same", "même")]
    assert words("", "neuf") == [("added", "neuf")]
    assert words("vieux", "") == [("removed", "vieux")]
    assert words("", "") == []


def test_long_texts_are_compared_by_lines_first() -> None:
    lines = [f"ligne {number} du texte\n" for number in range(500)]
    changed = lines.copy()
    changed[10], changed[400] = "autre chose\n", "ligne 400 du long texte\n"
    steps = words("".join(lines), "".join(changed))
    assert ("added", "long ") in steps
    assert ("same", "".join(lines[11:400]) + "ligne 400 du ") in steps


def test_what_is_too_different_is_given_whole() -> None:
    old, new = " ".join(["a", "b"] * MOST_COMPARED), " ".join(["c", "d"] * MOST_COMPARED)
    assert words(old, new) == [("removed", old), ("added", new)]


PIECES = st.lists(st.sampled_from(["a", "b", "été", " ", "\n", ".", "  "]), max_size=40).map("".join)


@given(PIECES, PIECES)
def test_the_steps_hold_both_texts(old: str, new: str) -> None:
    steps = words(old, new)
    assert "".join(text for step, text in steps if step != "added") == old
    assert "".join(text for step, text in steps if step != "removed") == new
    assert all(text for _, text in steps)


def test_hostile_strings_are_compared(naughty_strings: list[str]) -> None:
    for old, new in pairwise(naughty_strings):
        steps = words(old, new)
        assert "".join(text for step, text in steps if step != "removed") == new
