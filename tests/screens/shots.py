"""Photograph every named page, in both widths, themes and languages, and lay each room’s out on one sheet."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby, product
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, Page

from terreau.foundation.ui.terminal import FAILED, say
from tests.screens import town
from tests.screens.looking import PHONE, WIDE, Visit, chromium

LANGUAGES, WIDTHS, THEMES = ("fr", "en"), (WIDE, PHONE), ("light", "dark")
VIEWS = [(language, width, theme) for language, width, theme in product(LANGUAGES, WIDTHS, THEMES)]
THUMB = {WIDE: (400, 560), PHONE: (150, 560)}
GAP, HEAD = 12, 26
TALLEST = 2600
Place = dict[str, str]


def main(words: list[str]) -> int:
    """Take what is asked for; 1 when nothing has that name."""
    asked = options().parse_args(words)
    with tempfile.TemporaryDirectory(prefix="terreau-shots-") as scratch:
        folder = prepared(Path(asked.data or town.ROOT / "var"), Path(scratch) / "town")
        out = Path(asked.out or town.ROOT / "var" / "shots")
        with town.running(folder) as network, chromium() as browser:
            places = [place for place in town.pages(folder) if wanted(place, asked.room, asked.only)]
            if not places:
                say("No page has that name. Rooms name theirs in tests/worlds/rooms.")
                return FAILED
            take(browser, f"http://127.0.0.1:{network.port}", places, out)
        for room, pages in groupby(places, key=lambda place: place["room"]):
            say(f"{contact_sheet(out, room, list(pages))}")
    return 0


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bin/shots", description=__doc__)
    parser.add_argument(
        "--data", metavar="DIR", help="a planted demo company, copied first (var/; else one is planted)"
    )
    parser.add_argument("--out", metavar="DIR", help="where pictures go (var/shots/)")
    parser.add_argument("--room", help="the pages of one room")
    parser.add_argument("--only", help="pages whose name contains this")
    return parser


def prepared(source: Path, folder: Path) -> Path:
    """A company of its own for the pictures: nobody’s network is touched."""
    if town.is_demo(source):
        return town.copied(source, folder)
    say("Planting a demo company for the pictures…")
    return town.planted(folder)


def wanted(place: Place, room: str | None, only: str | None) -> bool:
    return room in (None, place["room"]) and (only or "") in place["name"]


def file_of(out: Path, place: Place, view: tuple[str, int, str]) -> Path:
    return out / place["room"] / f"{place['name']}.{view[0]}.{view[1]}.{view[2]}.png"


def take(browser: Browser, address: str, places: list[Place], out: Path) -> None:
    """Every page in every view; one session a person and language."""
    for language, who in product(LANGUAGES, sorted({place["who"] for place in places})):
        visit = Visit(browser, address, who, language).begin()
        for width in WIDTHS:
            page = visit.open(width, "light")
            for place in (place for place in places if place["who"] == who):
                page.goto(place["path"], wait_until="load")
                for theme in THEMES:
                    page.emulate_media(color_scheme=theme)
                    photograph(page, file_of(out, place, (language, width, theme)))
            visit.close()
        say(f"{language} {who or 'visitor'}")


def photograph(page: Page, target: Path) -> None:
    """The page from its top, as far down as anybody compares."""
    tall = page.evaluate("document.documentElement.scrollHeight")
    size = page.viewport_size or {"width": WIDE, "height": 900}
    target.parent.mkdir(parents=True, exist_ok=True)
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(max(tall, size["height"]), TALLEST)}
    page.screenshot(path=target, full_page=True, clip=clip)


def contact_sheet(out: Path, room: str, places: list[Place]) -> Path:
    """One picture of a room: a row a page, a column a view, each cut to its first screens."""
    widths = [THUMB[width][0] for _, width, _ in VIEWS]
    tall = max(THUMB[width][1] for width in THUMB) + HEAD + GAP
    sheet = Image.new("RGB", (sum(widths) + GAP * (len(widths) + 1), tall * len(places) + GAP), "#808080")
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(16)
    for row, place in enumerate(places):
        draw.text((GAP, row * tall + GAP // 2), f"{place['name']}  ({place['who'] or 'visitor'})", "white", font)
        for (x, width), view in zip(columns(widths), VIEWS, strict=True):
            thumb = thumbnail(file_of(out, place, view), (width, THUMB[view[1]][1]))
            sheet.paste(thumb, (x, row * tall + HEAD))
    target = out / f"{room}.png"
    sheet.save(target)
    return target


def columns(widths: list[int]) -> Iterator[tuple[int, int]]:
    x = GAP
    for width in widths:
        yield x, width
        x += width + GAP


def thumbnail(path: Path, size: tuple[int, int]) -> Image.Image:
    with Image.open(path) as picture:
        scale = size[0] / picture.width
        small = picture.convert("RGB").resize((size[0], max(1, round(picture.height * scale))))
    return small.crop((0, 0, size[0], min(small.height, size[1])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
