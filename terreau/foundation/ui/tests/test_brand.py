"""Whatever accent a customer brings, what is written in it and on it can be read, in both themes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.foundation.ui import brand

ACCENTS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48)])
def test_contrast_as_published(one: str, other: str, ratio: float):
    assert brand.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert brand.contrast(other, one) == brand.contrast(one, other)


@given(ACCENTS)
def test_proposed_accent_is_accepted_and_stays_when_it_was(accent: str):
    proposed = brand.nearest(accent)
    assert brand.is_accepted(proposed)
    assert not brand.is_accepted(accent) or proposed == accent


@given(ACCENTS)
def test_every_pair_reads(accent: str):
    made = brand.tokens(brand.nearest(accent))
    grounds = [(brand.LIGHT_PAPER, brand.LIGHT_SHEET, brand.WHITE), (brand.DARK_RAISED, brand.DARK_SHEET, "#14180f")]
    for theme in (0, 1):
        seve, strong, soft, on = (made[name][theme] for name in ("seve", "seve-strong", "seve-soft", "on-seve"))
        pairs = [(seve, ground) for ground in grounds[theme]] + [(on, seve), (on, strong), (strong, soft)]
        assert all(brand.contrast(one, other) >= brand.READABLE for one, other in pairs), (accent, theme)


@pytest.mark.parametrize("accent", ["", "red", "#fff", "#12345g", "#123456;}"])
def test_only_colours_are_accepted(accent: str):
    assert not brand.is_accepted(accent)


def test_sheet_replaces_the_five_tokens():
    sheet = brand.stylesheet("#1c5f3d")
    assert sheet.startswith("@layer tokens{:root{--seve:light-dark(#1c5f3d,") and sheet.count("light-dark") == 5
