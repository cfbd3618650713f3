"""Previews: what a document looks like, drawn by a child process under ceilings.

Stand-ins play the programs of the machine, so that every machine tests the same.
"""

import io
import os
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from PIL import Image
from pypdf import PdfReader, PdfWriter

from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions, previews, programs, queries, upkeep
from terreau.foundation.storage.models import Attachment, Blob, Preview, PreviewPage
from terreau.foundation.storage.store import Folder
from terreau.foundation.storage.tests.conftest import Browser, Things
from terreau.foundation.storage.tests.test_packed import a_million
from terreau.foundation.storage.tests.test_read_words import pdf, sheet, word_document

pytestmark = pytest.mark.django_db
draw = previews.draw.func
Install = Callable[..., None]
DRAWS = """
import sys
from PIL import Image
first, last = int(sys.argv[sys.argv.index("-f") + 1]), int(sys.argv[sys.argv.index("-l") + 1])
assert open(sys.argv[-2], "rb").read(5) == b"%PDF-"
for number in range(first, last + 1):
    Image.new("RGB", (1131, 1600), "white").save(f"{sys.argv[-1]}-{number}.png")
"""
WRITES = """
import pathlib, sys
profile = next(word for word in sys.argv if word.startswith("-env:UserInstallation=file://"))
settings = pathlib.Path(profile.partition("file://")[2]) / "user" / "registrymodifications.xcu"
assert "BlockUntrustedRefererLinks" in settings.read_text()
out, source = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1]), pathlib.Path(sys.argv[-1])
(out / f"{source.stem}.pdf").write_bytes(bytes.fromhex("%s"))
"""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Programs of this name that do what the given lines of Python do; none without lines."""
    (tmp_path / "bin").mkdir()

    def make(pdftoppm: str = "", soffice: str = "") -> None:
        for name, lines in (("pdftoppm", pdftoppm), ("soffice", soffice)):
            if lines:
                path = tmp_path / "bin" / name
                path.write_text(f"#!{sys.executable} -P\nimport sys\nsys.path[:0] = {sys.path!r}\n{lines}")
                path.chmod(0o755)
        monkeypatch.setattr(programs.shutil, "which", lambda name: found(tmp_path / "bin" / name))

    def found(path: Path) -> str | None:
        return str(path) if os.access(path, os.X_OK) else None

    return make


def kept(actor: Person, content: bytes, name: str = "plan.pdf") -> Attachment:
    return actions.keep(actor, content=content, name=name)


def looked_at(actor: Person, content: bytes, name: str = "plan.pdf") -> queries.Look:
    attachment = kept(actor, content, name)
    draw(attachment.blob_id)
    return queries.look_of(actor, attachment)


def test_pages_of_a_pdf_are_drawn_and_written_anew(alice: Person, store: Folder, install: Install) -> None:
    install(DRAWS)
    attachment = kept(alice, pdf())
    assert queries.look_of(alice, attachment).waiting
    draw(attachment.blob_id)
    look = queries.look_of(alice, attachment)
    assert (look.waiting, look.total, look.lacks) == (False, 1, "")
    assert [(page.number, page.width, page.height) for page in look.pages] == [(1, 1131, 1600)]
    with Image.open(store.open(PreviewPage.objects.get().copy.digest)) as picture:
        assert picture.format == "WEBP"
    assert Activity.objects.get(kind="storage.drawn").data == {"pages": 1}


def test_an_office_document_by_way_of_pdf(alice: Person, install: Install) -> None:
    install(DRAWS, WRITES % pdf().hex())
    for content in (word_document(), sheet()):
        assert [page.number for page in looked_at(alice, content).pages] == [1]


def test_one_that_begins_like_any_zip_file_is_known_by_what_is_in_it(alice: Person, install: Install) -> None:
    install(DRAWS, WRITES % pdf().hex())
    attachment = kept(alice, sheet(), "relevé.xlsx")
    Blob.objects.update(media_type="application/zip")
    draw(attachment.blob_id)
    assert [page.number for page in queries.look_of(alice, attachment).pages] == [1]


def test_without_the_programs_it_says_which_one_is_missing_and_shows_the_words(alice: Person, install: Install) -> None:
    install()
    attachment = kept(alice, pdf())
    Blob.objects.update(words="Procedure de pose")
    draw(attachment.blob_id)
    look = queries.look_of(alice, attachment)
    assert (look.lacks, look.program, look.words) == ("program", "pdftoppm", "Procedure de pose")
    install(DRAWS)
    look = looked_at(alice, word_document(), "lettre.docx")
    assert (look.lacks, look.program) == ("program", "LibreOffice")


def test_what_a_program_was_missing_for_is_drawn_once_it_is_there(
    alice: Person, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install()
    looked_at(alice, pdf())
    asked: list[int] = []
    monkeypatch.setattr(type(previews.draw), "enqueue", lambda _job, pk: asked.append(pk))
    previews.draw_again.func()
    assert asked == []
    install(DRAWS)
    previews.draw_again.func()
    assert asked == [Blob.objects.get().pk] and not Preview.objects.exists()


@pytest.mark.parametrize(
    "content,expected",
    [
        ("Été à Nantes\n\tun\r\nfin".encode(), "Été à Nantes\n\tun\nfin"),
        ("déjà vu".encode("cp1252"), "déjà vu"),
        ("\ufeffété".encode("utf-16-le"), "été"),
        ("facture\u202efdp.exe\x1b[31m".encode(), "facturefdp.exe[31m"),
    ],
    ids=["utf-8", "cp1252", "utf-16", "tricks"],
)
def test_a_text_in_the_encoding_it_most_likely_has(alice: Person, content: bytes, expected: str) -> None:
    look = looked_at(alice, content, "notes.txt")
    assert (look.text, look.lacks) == (expected, "")


def test_of_a_long_text_the_beginning(alice: Person) -> None:
    assert len(looked_at(alice, b"ligne\n" * 100_000, "journal.log").text) == 20_000


def test_a_zip_file_is_listed_and_not_unpacked(alice: Person) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../etc/passwd", b"12345")
        archive.writestr("plan\u202e.txt", b"")
    lines = looked_at(alice, out.getvalue(), "lot.zip").text.splitlines()
    assert [line.split(maxsplit=1) for line in lines] == [["5", "../../etc/passwd"], ["0", "plan.txt"]]


def test_E10_a_zip_of_a_million_entries_is_too_much_and_nothing_else_suffers(alice: Person) -> None:
    head = packed_head()
    assert looked_at(alice, head + a_million()[len(head) :], "bombe.zip").lacks == "large"


def packed_head() -> bytes:
    """The first bytes by which a ZIP file is known."""
    return b"PK\x03\x04" + bytes(26)


@pytest.mark.parametrize("content", [b"%PDF-1.4\nnothing", b"%PDF-1.4\n" + b"<</Kids[" * 5000])
def test_a_broken_document_is_said_to_be_one(alice: Person, install: Install, content: bytes) -> None:
    install(DRAWS)
    assert looked_at(alice, content).lacks == "failed"


def test_a_locked_one_too(alice: Person, install: Install) -> None:
    install(DRAWS)
    writer, out = PdfWriter(PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    assert looked_at(alice, out.getvalue()).lacks == "locked"


HUNGRY = "held = []\nwhile True: held.append(bytearray(2**24))"
BUSY = "while True: pass"
LARGE = "import pathlib, sys\nwith open(sys.argv[-1] + '-1.png', 'wb') as out:\n    while True: out.write(bytes(2**24))"


@pytest.mark.slow
@pytest.mark.parametrize("does", [HUNGRY, LARGE], ids=["memory", "disk"])
def test_R31_a_program_that_asks_for_too_much_is_stopped(
    alice: Person, install: Install, store: Folder, does: str
) -> None:
    install(does)
    assert looked_at(alice, pdf()).lacks == "failed"
    assert list(store.incoming.iterdir()) == []


@pytest.mark.slow
def test_R31_one_that_never_ends_is_ended_with_all_it_started(
    alice: Person, install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install(f"import os, pathlib\npathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid()))\n{BUSY}")
    monkeypatch.setattr(previews, "SECONDS", 3)
    assert looked_at(alice, pdf()).lacks == "large"
    started = int((tmp_path / "pid").read_text())
    for _ in range(100):
        if not Path(f"/proc/{started}").exists() or "Z" in Path(f"/proc/{started}/stat").read_text().split()[2]:
            return
        time.sleep(0.05)
    pytest.fail("the program went on")


def test_drawn_once_whoever_asks_again(alice: Person, install: Install) -> None:
    install(DRAWS)
    attachment = kept(alice, pdf())
    draw(attachment.blob_id)
    draw(attachment.blob_id)
    assert Preview.objects.count() == PreviewPage.objects.count() == 1


def test_pages_go_with_the_document(alice: Person, install: Install, store: Folder) -> None:
    install(DRAWS)
    attachment = kept(alice, pdf())
    draw(attachment.blob_id)
    Attachment.objects.all().delete()
    Blob.objects.update(stored_at="2020-01-01T00:00:00Z")
    for digest, _placed in list(store.digests()):
        os.utime(store.path(digest), (0, 0))
    upkeep.sweep()
    assert not Blob.objects.exists() and not PreviewPage.objects.exists() and list(store.digests()) == []


def test_A02_a_page_is_seen_where_its_file_is_seen(
    alice: Person, charlie: Person, space: Any, things: Things, install: Install, browser: Callable[..., Browser]
) -> None:
    install(DRAWS)
    attachment = kept(alice, pdf())
    with transaction.atomic():
        actions.attach(alice, [attachment.key], space)
    things.show(alice, "space", space.pk)
    draw(attachment.blob_id)
    url = f"{queries.url_of(attachment.key, attachment.name)}?page=1"
    reply = browser(alice).get(url)
    assert (reply.status, reply.headers["content-type"]) == (200, "image/webp")
    assert reply.headers["content-disposition"].startswith("inline")
    for stranger in (browser(charlie), browser()):
        assert stranger.get(url).status == stranger.get("/files/zzzzzz-x?page=1").status == 404
    assert browser(alice).get(url.replace("page=1", "page=9")).status == 404
