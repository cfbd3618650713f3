"""Sorts of documents, and the programs of the machine that draw them, where its operator installed them.

Knows nothing of Django: the child that draws reads it too.
"""

import shutil
from dataclasses import dataclass

TEXT = "text/plain"
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
PDF = "application/pdf"
ZIP = "application/zip"
WRITTEN = {
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.ms-powerpoint": "ppt",
    f"{OFFICE}wordprocessingml.document": "docx",
    f"{OFFICE}spreadsheetml.sheet": "xlsx",
    f"{OFFICE}presentationml.presentation": "pptx",
    f"{OPEN}text": "odt",
    f"{OPEN}spreadsheet": "ods",
    f"{OPEN}presentation": "odp",
}
MAIN_PARTS = {
    "word/document.xml": f"{OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}presentationml.presentation",
}
SHOWN = frozenset({PDF, ZIP, TEXT, *WRITTEN})  # what a preview is made of; pictures show themselves


@dataclass(frozen=True, slots=True)
class Programs:
    """Where they are; empty where they are not."""

    pdftoppm: str
    soffice: str

    def lacking(self, media_type: str) -> str:
        """The name of the program without which this type cannot be drawn; empty where nothing is missing."""
        if media_type in WRITTEN and not self.soffice:
            return "LibreOffice"
        if media_type in (PDF, *WRITTEN) and not self.pdftoppm:
            return "pdftoppm"
        return ""


def installed() -> Programs:
    """What is there now."""
    return Programs(shutil.which("pdftoppm") or "", shutil.which("soffice") or shutil.which("libreoffice") or "")
