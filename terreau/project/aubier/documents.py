"""Office documents from plain text: DOCX and XLSX, repacked so that the same text gives the same bytes."""

import re
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font

_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
FIXED = datetime(2024, 1, 1)
AUTHOR = "Groupe Aubier"


def docx(text: str) -> bytes:
    """Return a DOCX of `text`: "# " and "## " head, "- " lists, "---" starts a page, other lines are paragraphs."""
    document = Document()
    document.core_properties.author = AUTHOR
    document.core_properties.created = document.core_properties.modified = FIXED
    for line in text.strip().splitlines():
        if line.startswith("# "):
            document.add_heading(line[2:], level=1)
        elif line.startswith("## "):
            document.add_heading(line[3:], level=2)
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        elif line.strip() == "---":
            document.add_page_break()  # type: ignore[no-untyped-call]  # it has no types
        elif line.strip():
            document.add_paragraph(line)
    written = BytesIO()
    document.save(written)
    return _repacked(written.getvalue())


def xlsx(text: str) -> bytes:
    """Return an XLSX of `text`: "# Name" starts a sheet, cells are parted by ";", "=" begins a formula."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = AUTHOR
    book.properties.created = book.properties.modified = FIXED
    for line in text.strip().splitlines():
        if line.startswith("# "):
            book.create_sheet(line[2:].strip())
        elif line.strip():
            sheet = book.worksheets[-1]
            sheet.append([_cell(cell.strip()) for cell in line.split(";")])
            if sheet.max_row == 1:
                for cell in sheet[1]:
                    cell.font = Font(bold=True)
    for sheet in book.worksheets:
        sheet.freeze_panes = "A2"
        for column in sheet.columns:
            longest = max(len(str(cell.value or "")) for cell in column)
            sheet.column_dimensions[column[0].column_letter].width = min(longest + 3, 60)
    written = BytesIO()
    book.save(written)
    return _repacked(written.getvalue())


def _cell(text: str) -> str | int | float | None:
    figure = text.replace("\u202f", "").replace(",", ".")
    for kind in (int, float):
        try:
            return kind(figure)
        except ValueError:
            continue
    return text or None


def _repacked(content: bytes) -> bytes:
    """Zip entries bear the time of writing; give them all the same one."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _TIME.sub(rb"\g<1>2024-01-01T00:00:00Z", part)
            new.writestr(ZipInfo(name, (2024, 1, 1, 0, 0, 0)), part, ZIP_DEFLATED)
    return written.getvalue()
