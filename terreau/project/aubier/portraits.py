"""Faces of the demo company, drawn with Pillow: head and shoulders, always the same for the same login."""

from collections.abc import Callable
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

SIDE, SCALE = 256, 2  # drawn twice as large, then narrowed: smooth edges
GROUNDS = ("#dfe8d5", "#f0e3c8", "#d8e6e4", "#ecd9cd", "#e3dff0", "#d3e2ef", "#efe6dc", "#cfdcc4")
SKINS = ("#f3d3ba", "#e9bd9b", "#d9a179", "#c08457", "#94603d", "#6b4430")
HAIRS = ("#2b211c", "#4a3222", "#6f4a2c", "#9a6a38", "#c79a56", "#8d8a84", "#d8d4cb")
FAIR, DARK_HAIRS = SKINS[:3], (*HAIRS[:3], *HAIRS[5:])
CLOTHES = ("#1f5c40", "#34544a", "#b5603c", "#7a5a86", "#2f5d7c", "#8a6d1f", "#5b665f", "#a8455a", "#26323f")
INK = "#2a221c"

Hair = Callable[["Sheet", str], None]


class Sheet:
    """A square to draw on, measured from 0 to 100 whatever its pixels."""

    def __init__(self, ground: str) -> None:
        self.picture = Image.new("RGB", (SIDE * SCALE, SIDE * SCALE), ground)
        self.pen = ImageDraw.Draw(self.picture)

    def at(self, *places: float) -> list[float]:
        return [place * SIDE * SCALE / 100 for place in places]

    def oval(self, colour: str, *box: float) -> None:
        self.pen.ellipse(self.at(*box), colour)

    def block(self, colour: str, *box: float, round: float = 0) -> None:
        self.pen.rounded_rectangle(self.at(*box), self.at(round)[0], colour)

    def cap(self, colour: str, *box: float, start: float = 180, end: float = 360) -> None:
        self.pen.chord(self.at(*box), start, end, colour)

    def stroke(self, colour: str, width: float, *box: float, start: float, end: float) -> None:
        self.pen.arc(self.at(*box), start, end, colour, round(self.at(width)[0]))

    def written(self) -> bytes:
        content = BytesIO()
        small = self.picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        small.save(content, "WEBP", quality=90, method=2)
        return content.getvalue()


def portrait(login: str, *, feminine: bool) -> bytes:
    """A WebP of 256 by 256 pixels."""
    rng = Random(f"portrait {login}")
    sheet, skin = Sheet(rng.choice(GROUNDS)), rng.choice(SKINS)
    hair = rng.choice(HAIRS if skin in FAIR else DARK_HAIRS)
    behind, before = rng.choice(LONG if feminine and rng.random() < 0.7 else SHORT)
    behind(sheet, hair)
    shoulders(sheet, rng, skin)
    head(sheet, skin)
    if not feminine and rng.random() < 0.4:
        beard(sheet, hair, skin)
    features(sheet, rng)
    before(sheet, hair)
    if rng.random() < 0.3:
        glasses(sheet)
    return sheet.written()


def shoulders(sheet: Sheet, rng: Random, skin: str) -> None:
    cloth = rng.choice(CLOTHES)
    sheet.oval(cloth, 12, 74, 88, 140)
    sheet.block(darker(skin), 42, 58, 58, 80, round=7)
    sheet.oval(darker(skin), 40, 70, 60, 84)
    if rng.random() < 0.4:
        sheet.pen.polygon(sheet.at(37, 75, 50, 92, 44, 97, 31, 78), lighter(cloth))
        sheet.pen.polygon(sheet.at(63, 75, 50, 92, 56, 97, 69, 78), lighter(cloth))


def head(sheet: Sheet, skin: str) -> None:
    sheet.oval(darker(skin), 27, 40, 35, 53)
    sheet.oval(darker(skin), 65, 40, 73, 53)
    sheet.oval(skin, 31, 20, 69, 70)


def features(sheet: Sheet, rng: Random) -> None:
    """Eyes, brows and a mouth, each a stroke."""
    for left in (40, 56):
        sheet.oval(INK, left, 44, left + 3.6, 48)
        sheet.stroke(INK, 1.2, left - 2, 38, left + 6, 45, start=205, end=335)
    wide = rng.choice((4, 5.5, 7))
    sheet.stroke("#8c4a3c", 1.6, 50 - wide, 52, 50 + wide, 61, start=25, end=155)


def beard(sheet: Sheet, hair: str, skin: str) -> None:
    sheet.cap(hair, 31.5, 34, 68.5, 71, start=8, end=172)
    sheet.oval(skin, 40, 50, 60, 62)


def glasses(sheet: Sheet) -> None:
    for left in (35.5, 51.5):
        sheet.stroke(INK, 1.2, left, 40, left + 13, 52, start=0, end=360)
    sheet.stroke(INK, 1.2, 47.5, 43, 52.5, 48, start=200, end=340)


def nothing(sheet: Sheet, hair: str) -> None:
    """Nothing on this side of the head."""


def crop(sheet: Sheet, hair: str) -> None:
    sheet.cap(hair, 29.5, 15, 70.5, 58, start=192, end=348)


def parting(sheet: Sheet, hair: str) -> None:
    sheet.cap(hair, 29, 14, 72, 60, start=178, end=330)
    sheet.oval(hair, 54, 17, 72, 38)


def quiff(sheet: Sheet, hair: str) -> None:
    sheet.cap(hair, 30, 18, 70, 56, start=190, end=350)
    sheet.oval(hair, 33, 10, 66, 30)


def curls(sheet: Sheet, hair: str) -> None:
    for left, top in ((28, 24), (31, 16), (38, 11), (46, 10), (54, 12), (60, 17), (62, 25)):
        sheet.oval(hair, left, top, left + 13, top + 13)


def sides(sheet: Sheet, hair: str) -> None:
    sheet.oval(hair, 28, 32, 35, 48)
    sheet.oval(hair, 65, 32, 72, 48)


def fringe(sheet: Sheet, hair: str) -> None:
    sheet.cap(hair, 30, 15, 70, 62, start=195, end=345)
    sheet.block(hair, 33, 22, 67, 34, round=6)


def long_behind(sheet: Sheet, hair: str) -> None:
    sheet.oval(hair, 24, 12, 76, 66)
    sheet.block(hair, 24, 38, 76, 88, round=14)


def bob_behind(sheet: Sheet, hair: str) -> None:
    sheet.oval(hair, 24, 12, 76, 68)
    sheet.block(hair, 24, 38, 76, 68, round=12)


def curls_behind(sheet: Sheet, hair: str) -> None:
    for left, top in ((18, 26), (16, 40), (20, 54), (24, 14), (36, 6), (50, 6), (60, 14), (64, 26), (66, 40), (62, 54)):
        sheet.oval(hair, left, top, left + 20, top + 20)


def bun_behind(sheet: Sheet, hair: str) -> None:
    sheet.oval(hair, 39, 3, 61, 24)
    sheet.oval(hair, 27, 14, 73, 58)


def darker(colour: str) -> str:
    return mixed(colour, 0, 0.1)


def lighter(colour: str) -> str:
    return mixed(colour, 255, 0.2)


def mixed(colour: str, towards: int, share: float) -> str:
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part + (towards - part) * share):02x}" for part in parts)


SHORT: tuple[tuple[Hair, Hair], ...] = (
    (nothing, crop),
    (nothing, parting),
    (nothing, quiff),
    (nothing, curls),
    (sides, nothing),
)
LONG: tuple[tuple[Hair, Hair], ...] = (
    (long_behind, parting),
    (long_behind, fringe),
    (bob_behind, fringe),
    (bob_behind, parting),
    (curls_behind, curls),
    (bun_behind, crop),
)
