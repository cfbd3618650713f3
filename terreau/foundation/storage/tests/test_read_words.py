import contextlib
import io
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from pptx.util import Inches

from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions, child, words
from terreau.foundation.storage.models import Blob

read_words = words.read_words.func


def kept_and_read(actor: Person, content: bytes, name: str = "a") -> Blob:
    blob = actions.keep(actor, content=content, name=name).blob
    read_words(blob.pk)
    blob.refresh_from_db()
    return blob


def word_document() -> bytes:
    document = docx.Document()
    document.add_heading("Contrôle des dormants", 1)
    paragraph = document.add_paragraph("Le taux d’hu")
    paragraph.add_run("midité").bold = True
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Essence", "Douglas"
    document.sections[0].header.paragraphs[0].text = "Menuiserie Aubier"
    return saved(document)


def sheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Réf. commande", 45011234])  # type: ignore[union-attr]  # a new book has an active sheet
    book.create_sheet("Douglas").append(["épicéa", "=1+1"])
    return saved(book)


def slides() -> bytes:
    deck = pptx.Presentation()
    for number in range(11):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        slide.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = f"Diapositive n{number}"
    slide.notes_slide.notes_text_frame.text = "Dire merci"  # type: ignore[union-attr]  # a notes slide has its frame
    return saved(deck)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(text: str = "Procedure de pose") -> bytes:
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n" + table
    return body + head + b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF" % len(body)


def open_document() -> bytes:
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    content = f'<c xmlns:t="{text}"><t:p>Bois <t:span>de </t:span>bout</t:p><t:p>Noeud</t:p></c>'
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def shared_texts() -> bytes:
    shared = b"<sst><si><r><t>Lot </t></r><r><t>A</t></r></si></sst>"
    cells = b'<worksheet><row><c t="s"><v>0</v></c><c><v>12</v></c></row></worksheet>'
    return packed({"xl/sharedStrings.xml": shared, "xl/worksheets/sheet1.xml": cells})


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    "content,expected",
    [
        (word_document(), "Contrôle des dormants\nLe taux d’humidité\nEssence\nDouglas\nMenuiserie Aubier"),
        (sheet(), "Réf. commande\n45011234\népicéa"),
        (slides(), "\n".join(f"Diapositive n{number}" for number in range(11)) + "\nDire merci"),
        (shared_texts(), "Lot A\n12"),
        (pdf(), "Procedure de pose"),
        (open_document(), "Bois de bout\nNoeud"),
        ("été  à\tla\nscierie".encode(), "été à la scierie"),
        ("été".encode("cp1252"), "été"),
        ("\ufeffété".encode("utf-16-le"), "été"),
    ],
    ids=["docx", "xlsx", "pptx", "shared texts", "pdf", "odt", "utf-8", "cp1252", "utf-16"],
)
def test_the_words_inside(alice: Person, content: bytes, expected: str) -> None:
    blob = kept_and_read(alice, content)
    assert blob.words == expected
    assert blob.read_at is not None


def test_search_is_told_once(alice: Person) -> None:
    blob = kept_and_read(alice, b"bonjour")
    read_words(blob.pk)
    (told,) = Activity.objects.filter(kind="storage.words_found")
    assert (told.thing_kind, told.thing_id, told.data) == ("blob", blob.pk, {"characters": 7})


def test_a_file_without_words_tells_nobody(alice: Person) -> None:
    blob = kept_and_read(alice, packed({"photo.txt": b"not looked into"}))
    assert (blob.words, blob.read_at is not None) == ("", True)
    assert not Activity.objects.filter(kind="storage.words_found").exists()


def test_a_file_swept_meanwhile_is_no_error(alice: Person) -> None:
    read_words(999_999)


def test_words_are_capped(alice: Person) -> None:
    blob = kept_and_read(alice, b"mot " * 100_000)
    assert len(blob.words) == 200_000


def bomb(size: int) -> bytes:
    return b"<w:document xmlns:w='w'>" + b"<w:p><w:t>" + b" " * size + b"</w:t></w:p></w:document>"


def laughs() -> bytes:
    entities = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 30) for n in range(1, 9))
    return b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">' + entities + b"]><a><t>&j;</t></a>"


@pytest.mark.parametrize(
    "made",
    [
        pytest.param(
            lambda: packed({"[Content_Types].xml": b"", "word/document.xml": bomb(600_000_000)}), marks=pytest.mark.slow
        ),
        pytest.param(
            lambda: packed({f"word/header{number}.xml": bomb(20_000_000)[:20_000_000] for number in range(30)}),
            marks=pytest.mark.slow,
        ),
        pytest.param(
            lambda: packed({f"xl/worksheets/sheet{number}.xml": b"<a/>" for number in range(20_000)}),
            marks=pytest.mark.slow,
        ),
        lambda: packed({"word/document.xml": laughs()}),
        lambda: packed({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><t>&b;</t>'}),
        lambda: packed({"word/document.xml": b"<a>" * 200_000}),
        lambda: pdf()[:-40],
        lambda: pdf().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
        lambda: b"%PDF-1.7\n" + b"[" * 100_000,
        lambda: b"PK\x03\x04" + b"\xff" * 2000,
    ],
    ids=["huge part", "huge together", "many parts", "laughs", "entity", "deep", "cut", "circle", "nested", "no zip"],
)
def test_E10_hostile_documents_have_no_words_and_harm_nobody(alice: Person, made: Callable[[], bytes]) -> None:
    content = made()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    blob = actions.keep(alice, content=content, name="a").blob
    with contextlib.suppress(child.Failed):
        read_words(blob.pk)
    blob.refresh_from_db()
    assert "root:" not in blob.words
    assert len(blob.words) <= 200_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


GREEDY = """
from terreau.foundation.storage import child
import os, tempfile
os.chdir(tempfile.gettempdir())
child.confine(megabytes=256, seconds=1)
{}
"""


@pytest.mark.parametrize(
    "greed",
    [
        "x = bytearray(300 * 2**20)",
        "while True: pass",
        "os.write(os.open('written', os.O_CREAT | os.O_WRONLY), b'x')",
        "os.abort()",
    ],
)
def test_R_31_the_child_is_held_to_its_ceilings(greed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(child.Failed, match="ended with"):
        run_greedy(greed, tmp_path, monkeypatch)


def test_a_modest_child_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_greedy("print('enough')", tmp_path, monkeypatch) == b"enough\n"


def run_greedy(greed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    (tmp_path / "greedy.py").write_text(GREEDY.format(greed))
    monkeypatch.setattr(child.os, "defpath", "")
    monkeypatch.setattr(child, "ROOT", f"{child.ROOT}:{tmp_path}")
    with Path("/dev/null").open("rb") as nothing:
        return child.run("greedy", content=nothing, seconds=20, most=10)


def test_R_31_a_child_that_sleeps_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sleepy.py").write_text("import time\ntime.sleep(3600)\n")
    monkeypatch.setattr(child, "ROOT", f"{child.ROOT}:{tmp_path}")
    with Path("/dev/null").open("rb") as nothing, pytest.raises(child.Failed, match="took more"):
        child.run("sleepy", content=nothing, seconds=0.2, most=10)  # type: ignore[arg-type]  # sooner than a second


def test_the_child_knows_no_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERREAU_SECRET_KEY", "canary")
    (tmp_path / "curious.py").write_text("import os\nprint(sorted(os.environ), 'canary' in str(os.environ))\n")
    monkeypatch.setattr(child, "ROOT", f"{child.ROOT}:{tmp_path}")
    with Path("/dev/null").open("rb") as nothing:
        said = child.run("curious", content=nothing, seconds=20, most=1000)
    assert b"False" in said
