"""A small writer of PDF: headings, paragraphs, lists and page breaks, on A4, in Helvetica."""

from collections.abc import Iterator
from dataclasses import dataclass, field

WIDTH, HEIGHT, MARGIN = 595, 842, 64
# Mean width of a Helvetica letter as a share of the size; generous, so that lines never run over the margin.
LETTER = 0.53
STYLES = {"#": (20, 30, "B"), "##": (14, 24, "B"), "-": (11, 16, "R"), "": (11, 16, "R")}
REPLACED = str.maketrans({"\u202f": "\u00a0", "\u2009": " ", "→": ">", "≤": "<=", "≥": ">=", "₂": "2"})


@dataclass(slots=True)
class Page:
    """One page's drawing orders and how far down it is filled."""

    orders: list[str] = field(default_factory=list)
    y: float = HEIGHT - MARGIN


def pdf(text: str) -> bytes:
    """Return a PDF of `text`: "# " and "## " head, "- " lists, "---" starts a page, other lines are paragraphs."""
    pages = [Page()]
    for line in text.strip().splitlines():
        if line.strip() == "---":
            pages.append(Page())
        elif not line.strip():
            pages[-1].y -= 8
        else:
            _set(pages, line)
    return _bound(pages)


def _set(pages: list[Page], line: str) -> None:
    mark = next((mark for mark in ("##", "#", "-") if line.startswith(f"{mark} ")), "")
    size, leading, face = STYLES[mark]
    words = line.removeprefix(mark).strip()
    indent = 14 if mark == "-" else 0
    for index, row in enumerate(_rows(words, int((WIDTH - 2 * MARGIN - indent) / (size * LETTER)))):
        if pages[-1].y < MARGIN + leading:
            pages.append(Page())
        page = pages[-1]
        page.y -= leading
        if mark == "-" and index == 0:
            page.orders.append(_text("R", size, MARGIN, page.y, "•"))
        page.orders.append(_text(face, size, MARGIN + indent, page.y, row))


def _rows(words: str, width: int) -> Iterator[str]:
    row = ""
    for word in words.split(" "):
        if row and len(row) + 1 + len(word) > width:
            yield row
            row = word
        else:
            row = f"{row} {word}".strip()
    yield row


def _text(face: str, size: int, x: float, y: float, words: str) -> str:
    safe = words.translate(REPLACED).replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{face} {size} Tf {x:.0f} {y:.0f} Td ({safe}) Tj ET"


def _bound(pages: list[Page]) -> bytes:
    fonts = "<< /R 3 0 R /B 4 0 R >>"
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode("ascii"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for index, page in enumerate(pages):
        content = "\n".join(page.orders).encode("cp1252", errors="replace")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] "
            f"/Resources << /Font {fonts} >> /Contents {6 + 2 * index} 0 R >>".encode("ascii")
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(written)
