"""Pictures drawn with Pillow: charts of real figures, a window in section, a site plan."""

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from math import exp, sin

from PIL import Image, ImageDraw

from terreau.project.aubier.lettering import write

INK, PAPER, SAP, SOFT, CLAY, SKY = "#1f2a24", "#faf7f0", "#1f5c40", "#d9e4da", "#b5603c", "#dcebf2"
WOOD, GLASS, STONE = "#d8b27a", "#bcd8e0", "#cfcabd"


def _sheet(width: int = 1200, height: int = 800, paper: str = PAPER) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (width, height), paper)
    return picture, ImageDraw.Draw(picture)


def _png(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()


def _title(draw: ImageDraw.ImageDraw, title: str, caption: str) -> None:
    write(draw, (60, 44), title, INK, 36)
    write(draw, (60, 96), caption, "#5b665f", 22)


def _curve(title: str, caption: str, series: dict[str, list[float]], labels: list[str], top: float, unit: str) -> bytes:
    """A line chart; series differ by dash as well as by colour."""
    picture, draw = _sheet()
    _title(draw, title, caption)
    left, right, low, high = 120, 1130, 700, 170
    for step in range(5):
        y = low - (low - high) * step / 4
        draw.line((left, y, right, y), "#ddd8cc", 2)
        write(draw, (40, y - 14), f"{top * step / 4:.3g}{unit}".replace(".", ","), INK, 22)
    for index, label in enumerate(labels):
        x = left + (right - left) * index / max(len(labels) - 1, 1)
        write(draw, (x - 22, low + 14), label, INK, 20)
    for number, (name, values) in enumerate(series.items()):
        colour = (SAP, CLAY)[number % 2]
        points = [
            (left + (right - left) * index / (len(values) - 1), low - (low - high) * value / top)
            for index, value in enumerate(values)
        ]
        for index, (start, end) in enumerate(pairwise(points)):
            if number == 0 or index % 2 == 0:
                draw.line((*start, *end), colour, 5)
        draw.line((left + 10 + 480 * number, 152, left + (50 if number == 0 else 26) + 480 * number, 152), colour, 5)
        write(draw, (left + 60 + 480 * number, 134), name, colour, 24)
    return _png(picture)


def rework() -> bytes:
    """Rework on frames in Nantes over twelve weeks: 4.6% down to 1.8%."""
    before = [4.5 + 0.3 * sin(week) for week in range(12)]
    rates = [4.6, 4.4, 4.7, 4.1, 3.6, 3.2, 2.9, 2.6, 2.4, 2.1, 2.0, 1.8]
    return _curve(
        "Les reprises passent sous 2 %",
        "Nantes, dormants, % de pièces reprises, par semaine depuis le contrôle à l’entrée",
        {"Nantes, contrôle à l’entrée": rates, "Nantes, même période l’an dernier": before},
        [f"S{week}" for week in range(1, 13)],
        6,
        " %",
    )


def drying() -> bytes:
    """Moisture of Douglas fir in kiln 2 over twenty-one days."""
    days = range(0, 22)
    return _curve(
        "12 % en 19 jours, sans gerces",
        "Chalais, séchoir 2, douglas de 54 mm, humidité moyenne de huit planches témoins",
        {
            "programme doux": [12 + 40 * exp(-day / 5.4) for day in days],
            "ancien programme": [11.5 + 41 * exp(-day / 4.1) for day in days],
        },
        [str(day) for day in days][::3],
        60,
        " %",
    )


def energy() -> bytes:
    """Electricity of four plants before and after the dust extraction stopped running at night."""
    picture, draw = _sheet()
    _title(draw, "L’aspiration coupée la nuit : un cinquième d’économie", "MWh d’électricité par mois, avant et après")
    sites = (("Nantes", 412, 331), ("Kassel", 468, 362), ("Trois-Rivières", 377, 309), ("Curitiba", 298, 246))
    for index, (name, before, after) in enumerate(sites):
        y = 200 + index * 135
        for row, (value, colour, word) in enumerate(((before, STONE, "avant"), (after, SAP, "après"))):
            draw.rectangle((330, y + row * 46, 330 + value * 1.6, y + row * 46 + 38), colour, INK)
            write(draw, (342 + value * 1.6, y + row * 46 + 6), f"{value} {word}", INK, 22)
        write(draw, (60, y + 26), name, INK, 26)
    return _png(picture)


def lead_time() -> bytes:
    """Days from order to delivery: seven orders in ten around 14 days, three in ten around 31, nobody at 19."""
    picture, draw = _sheet()
    write(draw, (60, 44), "Nobody waits nineteen days", INK, 36)
    write(draw, (60, 96), "Orders by days from order to delivery, Ontario, 412 orders", "#5b665f", 22)
    counts = {10: 22, 12: 66, 14: 118, 16: 72, 18: 9, 20: 4, 22: 3, 24: 6, 26: 14, 28: 29, 30: 41, 32: 19, 34: 9}
    for index, (days, orders) in enumerate(counts.items()):
        x = 110 + index * 78
        draw.rectangle((x, 690 - orders * 4, x + 56, 690), SAP if days < 20 else CLAY, INK)
        write(draw, (x + 14, 706), str(days), INK, 22)
    draw.line((460, 190, 460, 690), INK, 3)
    write(draw, (474, 190), "average: 19", INK, 24)
    return _png(picture)


def section() -> bytes:
    """The frame of the 2030 window in section: timber, chambers, three panes, screwed beads."""
    picture, draw = _sheet(1200, 900)
    _title(draw, "Fenêtre 2030, coupe du montant bas", "Bois local, parcloses vissées, vitrage démontable. Cotes en mm")
    draw.rectangle((180, 560, 820, 760), WOOD, INK, 4)
    draw.rectangle((260, 380, 760, 560), WOOD, INK, 4)
    for x in (300, 380, 640):
        draw.rectangle((x, 600, x + 60, 690), PAPER, INK, 3)
    for x in (430, 500, 570):
        draw.rectangle((x, 170, x + 14, 470), GLASS, INK, 3)
    draw.rectangle((446, 440, 568, 470), "#3b3b3b", INK)
    draw.polygon(((590, 380), (680, 380), (680, 300), (610, 300)), WOOD, INK)
    draw.line((640, 310, 640, 420), INK, 5)
    for x, y, words in (
        (850, 300, "parclose vissée, lamellé de douglas"),
        (850, 440, "espaceur souple, butyle bord de mer"),
        (850, 640, "dormant, trois chambres de 15"),
    ):
        write(draw, (x - 20, y), words, INK, 20)
        draw.line((x - 30, y + 12, x - 150, y + 12), INK, 2)
    draw.line((180, 800, 820, 800), INK, 3)
    write(draw, (480, 808), "92", INK, 26)
    return _png(picture)


def condensation() -> bytes:
    """A window of the east front with mist between the panes, as the installer saw it in the morning."""
    picture, draw = _sheet(1000, 1100, SKY)
    draw.rectangle((0, 0, 1000, 1100), STONE)
    draw.rectangle((150, 120, 850, 960), WOOD, INK, 6)
    for left in (200, 520):
        draw.rectangle((left, 170, left + 280, 910), GLASS, INK, 4)
        for drop in range(420):
            x = left + 8 + (drop * 37 + drop * drop) % 264
            y = 900 - (drop * 53) % 330 * (0.35 + (drop % 7) / 10)
            size = 2 + drop % 4
            draw.ellipse((x, y, x + size, y + size * 1.6), "#f3f8fa", "#9fb9c2")
    write(draw, (160, 990), "façade est, 7 h 10, entre les deux verres", INK, 30)
    return _png(picture)


def padlock() -> bytes:
    """The padlock of a lock-out with its two tags, as the photograph has to show it."""
    picture, draw = _sheet(900, 900)
    _title(draw, "La photo attendue", "Le cadenas fermé, les deux étiquettes lisibles, la machine reconnaissable")
    draw.arc((330, 220, 570, 520), 180, 360, INK, 34)
    draw.rectangle((300, 370, 600, 640), CLAY, INK, 6)
    draw.ellipse((425, 460, 475, 510), INK)
    draw.rectangle((440, 500, 460, 570), INK)
    for x, words in ((90, "Personne 1\nheure, nom"), (620, "Personne 2\nheure, nom")):
        draw.rectangle((x, 680, x + 190, 800), "#f2d64b", INK, 4)
        write(draw, (x + 18, 700), words, INK, 24)
    return _png(picture)


def site_plan() -> bytes:
    """The Nantes plant: halls, docks, the new bicycle shelter."""
    picture, draw = _sheet()
    _title(
        draw, "Nantes : circulation pendant les travaux", "Entrée piétons par la rue du Port jusqu’à la fin du chantier"
    )
    for box, name, colour in (
        ((90, 180, 520, 430), "Hall A, débit et rabotage", SOFT),
        ((560, 180, 900, 430), "Hall B, assemblage", SOFT),
        ((90, 480, 420, 700), "Hall C, finition", SOFT),
        ((460, 480, 700, 700), "Quais 1 à 3", STONE),
        ((740, 480, 900, 580), "Cantine", "#f2e2c4"),
        ((740, 610, 900, 700), "Abri vélos", "#cfe6cf"),
        ((940, 180, 1120, 700), "Parking P2, fermé", CLAY),
    ):
        draw.rectangle(box, colour, INK, 3)
        write(draw, (box[0] + 14, box[1] + 14), name, INK, 20)
    draw.line((60, 455, 930, 455), SAP, 6)
    write(draw, (64, 728), "Trait vert : cheminement piétons, 1,40 m, éclairé", SAP, 22)
    return _png(picture)


def pocket_card() -> bytes:
    """The pocket card of the Poznań team for planer 3: five gestures every 250 hours."""
    picture, draw = _sheet(800, 1100)
    draw.rectangle((30, 30, 770, 1070), None, SAP, 8)
    write(draw, (70, 70), "Strugarka 3 / Raboteuse 3", SAP, 40)
    write(draw, (70, 130), "co 250 h / toutes les 250 h", INK, 28)
    steps = (
        "1. Walec / rouleau : czysto, propre",
        "2. Noże / fers : 0,05 mm max.",
        "3. Pas / courroie : 12 mm ugięcia, de flèche",
        "4. Smar / graisse : 4 punkty, 4 points",
        "5. Odciąg / aspiration : 20 m/s min.",
    )
    for index, step in enumerate(steps):
        y = 230 + index * 150
        draw.rectangle((70, y, 130, y + 60), PAPER, INK, 4)
        write(draw, (160, y + 12), step, INK, 30)
    write(draw, (70, 1000), "Poznań, hala 2", "#5b665f", 24)
    return _png(picture)


PICTURES: dict[str, Callable[[], bytes]] = {
    "Reprises-dormants-Nantes.png": rework,
    "Courbe-sechage-douglas.png": drying,
    "Aspiration-la-nuit.png": energy,
    "Delais-de-livraison.png": lead_time,
    "Coupe-fenetre-2030.png": section,
    "Lot-{thelot}-facade-est.png": condensation,
    "Cadenas-consigne.png": padlock,
    "Plan-circulation-Nantes.png": site_plan,
    "Carte-de-poche-raboteuse-3.png": pocket_card,
}
