"""A customer's accent in place of ours: five tokens, light and dark, every pair of them readable.

Contrast is that of WCAG 2.2 (relative luminance, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
"""

import colorsys
import re
from functools import lru_cache

Colour = tuple[float, float, float]  # red, green, blue, each 0 to 1

HEX = re.compile(r"#[0-9a-fA-F]{6}")
READABLE = 4.5
# The surfaces of tokens.css on which the accent stands.
LIGHT_PAPER, LIGHT_SHEET = "#f6f3ea", "#fffdf8"
DARK_RAISED, DARK_SHEET = "#252b1f", "#1c2117"
WHITE, NIGHT = "#ffffff", "#0b0f0a"


def parsed(colour: str) -> Colour:
    """`#rrggbb` as three parts."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def written(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def luminance(colour: str) -> float:
    """Relative luminance, 0 for black to 1 for white."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parsed(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(colour: str, ground: str, share: float) -> str:
    """`share` of the colour laid over the ground."""
    pairs = zip(parsed(colour), parsed(ground), strict=True)
    red, green, blue = (part * share + under * (1 - share) for part, under in pairs)
    return written((red, green, blue))


def moved(colour: str, step: float, grounds: tuple[str, ...], least: float = READABLE) -> str:
    """The colour made darker (`step` below 0) or lighter until it reads on all grounds; hue and saturation stay."""
    hue, light, saturation = colorsys.rgb_to_hls(*parsed(colour))
    while min(contrast(colour, ground) for ground in grounds) < least and 0 < light + step < 1:
        light += step
        colour = written(colorsys.hls_to_rgb(hue, light, saturation))
    if min(contrast(colour, ground) for ground in grounds) < least:
        return NIGHT if step < 0 else WHITE
    return colour


def is_accepted(accent: str) -> bool:
    """Does text in this accent read on the page's paper?"""
    return bool(HEX.fullmatch(accent)) and contrast(accent, LIGHT_PAPER) >= READABLE


def nearest(accent: str) -> str:
    """The accent itself where it is accepted, otherwise the same hue, just dark enough."""
    return moved(accent.lower(), -0.005, (LIGHT_PAPER,))


def tokens(accent: str) -> dict[str, tuple[str, str]]:
    """The five tokens that an accepted accent replaces: name -> (light, dark)."""
    soft, dark_soft = mixed(accent, LIGHT_SHEET, 0.12), mixed(accent, DARK_SHEET, 0.2)
    dark = moved(accent, 0.005, (DARK_RAISED, DARK_SHEET, dark_soft, NIGHT), 6.0)
    strong = moved(mixed(accent, "#000000", 0.8), -0.005, (soft, LIGHT_PAPER, WHITE))
    return {
        "seve": (accent, dark),
        "seve-strong": (strong, mixed(dark, WHITE, 0.6)),
        "seve-soft": (soft, dark_soft),
        "seve-line": (mixed(accent, LIGHT_SHEET, 0.4), mixed(dark, DARK_SHEET, 0.4)),
        "on-seve": (WHITE, NIGHT),
    }


@lru_cache(maxsize=32)
def bar(accent: str) -> tuple[str, str]:
    """What a device colours its own bars with around the customer’s pages: (light, dark)."""
    return tokens(accent)["seve"]


def stylesheet(accent: str) -> str:
    """The sheet that follows app.css on the customer's pages."""
    lines = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in tokens(accent).items())
    return f"@layer tokens{{:root{{{lines}}}}}\n"
