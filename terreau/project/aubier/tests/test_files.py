"""The files are real: other programs open them and find the words."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from terreau.project.aubier.paper import pdf
from terreau.project.aubier.world import World


@pytest.mark.slow
def test_every_file_opens(aubier: World) -> None:
    for file in aubier.files.values():
        content = file.content()
        assert len(content) > 600, file.name
        if file.kind == "pdf":
            pages = PdfReader(BytesIO(content)).pages
            assert len("".join(page.extract_text() for page in pages)) > 200, file.name
        elif file.kind == "xlsx":
            assert load_workbook(BytesIO(content)).worksheets[0].max_row > 2, file.name
        elif file.kind == "docx":
            assert len(Document(BytesIO(content)).paragraphs) > 3, file.name
        elif file.kind == "txt":
            assert len(content.decode().splitlines()) > 5, file.name
        else:
            with Image.open(BytesIO(content)) as picture:
                assert picture.format == "PNG" and picture.width >= 600, file.name


@pytest.mark.slow
def test_the_same_bytes_every_time(aubier: World) -> None:
    for file in aubier.files.values():
        assert file.content() == file.content(), file.name


def test_accents_survive_in_pdf() -> None:
    text = PdfReader(BytesIO(pdf("# Été à Nantes\n\nL’œuvre : 12 %, « bien » (à moitié)"))).pages[0].extract_text()
    assert "Été à Nantes" in text
    assert "L’œuvre" in text and "(à moitié)" in text


def test_long_lines_stay_on_the_page() -> None:
    content = pdf("mot " * 900)
    assert len(PdfReader(BytesIO(content)).pages) == 2


def test_office_files_bear_no_time_of_writing(aubier: World) -> None:
    for file in aubier.files.values():
        if file.kind in ("xlsx", "docx"):
            with ZipFile(BytesIO(file.content())) as packed:
                assert {entry.date_time[0] for entry in packed.infolist()} == {2024}, file.name
