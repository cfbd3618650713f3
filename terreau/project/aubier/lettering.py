"""Letters with their accents in pictures: Pillow's built-in face has none, so they are drawn."""

from unicodedata import combining, normalize

from PIL import ImageDraw, ImageFont

GRAVE, ACUTE, CIRCUMFLEX, DIAERESIS, DOT, CEDILLA, OGONEK = "\u0300\u0301\u0302\u0308\u0307\u0327\u0328"


def write(draw: ImageDraw.ImageDraw, at: tuple[float, float], words: str, colour: str, size: int) -> None:
    """Write one or several lines, accents included."""
    last = (at[0], 0.0, "")
    font = ImageFont.load_default(size)
    for row, line in enumerate(words.replace("\u202f", " ").split("\n")):
        x, y = at[0], at[1] + row * size * 1.4
        for sign in normalize("NFD", line):
            if combining(sign):
                _mark(draw, sign, last, y, size, colour)
                continue
            draw.text((x, y), sign, colour, font)
            width = font.getlength(sign)
            last = (x, width, sign)
            x += width


def _mark(
    draw: ImageDraw.ImageDraw, mark: str, letter: tuple[float, float, str], y: float, size: int, colour: str
) -> None:
    x, width, sign = letter
    middle, reach = x + width / 2, size * 0.14
    top = y + size * (0.02 if sign.isupper() or sign in "lt" else 0.2)
    thick = max(size // 14, 2)
    strokes = {
        GRAVE: [(middle - reach, top - reach, middle + reach * 0.5, top)],
        ACUTE: [(middle + reach, top - reach, middle - reach * 0.5, top)],
        CIRCUMFLEX: [
            (middle - reach, top, middle, top - reach),
            (middle, top - reach, middle + reach, top),
        ],
        CEDILLA: [(middle, y + size * 0.96, middle - reach * 0.4, y + size * 1.12)],
        OGONEK: [(middle + reach, y + size * 0.96, middle + reach * 1.5, y + size * 1.1)],
    }
    for stroke in strokes.get(mark, []):
        draw.line(stroke, colour, thick)
    for centre in {DIAERESIS: (middle - reach, middle + reach), DOT: (middle,)}.get(mark, ()):
        draw.ellipse((centre - thick, top - thick * 2, centre + thick, top), colour)
