"""The words inside a document: PDF, Word, Excel, PowerPoint, OpenDocument, plain text.

Runs as a child process under ceilings (`python -m terreau.foundation.storage.reading TYPE MOST < document`): 256 MB, 20
seconds of processor time, no written file. Knows nothing of Django.
"""

import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO
from xml.etree.ElementTree import ParseError, iterparse

from pypdf import PdfReader

from terreau.foundation.storage import child

MOST_UNPACKED = 200 * 2**20  # bytes of XML unpacked from one document
MOST_PARTS = 2_000
MOST_PLAIN = 2**20  # bytes read of a plain text
PARTS = re.compile(
    r"word/(document|footnotes|endnotes|comments|header\d*|footer\d*)\.xml"
    r"|xl/(sharedStrings|worksheets/sheet\d+)\.xml"
    r"|ppt/(slides/slide|notesSlides/notesSlide)\d+\.xml"
    r"|content\.xml"
)
BREAKS = frozenset({"p", "tab", "br", "cr", "si", "row", "c", "h", "line-break", "table-cell", "table-row"})
TEXTS = frozenset({"t", "v"})


def words(file: BinaryIO, media_type: str, most: int) -> str:
    """The text, in the document’s order, spaces collapsed, at most `most` characters. Empty for what has none."""
    pieces: list[str] = []
    length = 0
    for piece in reader_of(media_type)(file):
        clean = " ".join(piece.replace("\0", " ").split())
        if clean:
            pieces.append(clean)
            length += len(clean) + 1
        if length > most:
            break
    return "\n".join(pieces)[:most]


def reader_of(media_type: str) -> Callable[[BinaryIO], Iterator[str]]:
    """Which of the readers below takes this type."""
    if media_type == "application/pdf":
        return pages
    return plain if media_type.startswith("text/") else parts


def plain(file: BinaryIO) -> Iterator[str]:
    """Text as it is, in the encoding it most likely has."""
    data = file.read(MOST_PLAIN)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield data.decode("utf-16", errors="replace")
        return
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        near_the_cut = error.start > len(data) - 4
        yield data.decode("utf-8-sig", errors="ignore") if near_the_cut else data.decode("cp1252", errors="replace")


def pages(file: BinaryIO) -> Iterator[str]:
    """The text of a PDF, page by page; nothing from one that is locked."""
    document = PdfReader(file, strict=False)
    if document.is_encrypted and not document.decrypt(""):
        return
    for page in document.pages:
        yield page.extract_text()


def parts(file: BinaryIO) -> Iterator[str]:
    """Texts of the XML parts of an office document, unpacked as a stream and no further than the ceiling."""
    with zipfile.ZipFile(file) as archive:
        found = [entry for entry in archive.infolist()[:MOST_PARTS] if PARTS.fullmatch(entry.filename)]
        unpacked = 0
        for entry in sorted(found, key=in_order):
            with archive.open(entry) as part:
                yield from texts(Measured(part, MOST_UNPACKED - unpacked))
            unpacked += entry.file_size


def in_order(entry: zipfile.ZipInfo) -> tuple[str, int]:
    """Parts by kind, then by number: slide 2 before slide 10."""
    number = re.search(r"(\d+)\.xml$", entry.filename)
    return (re.sub(r"\d+\.xml$", "", entry.filename), int(number[1]) if number else 0)


class Measured:
    """A stream that ends early when an archive unpacks to more than it should."""

    def __init__(self, source: IO[bytes], left: int) -> None:
        self.source, self.left = source, left

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(min(size if size > 0 else 65_536, 65_536))
        self.left -= len(data)
        return data if self.left >= 0 else b""


def texts(part: Measured) -> Iterator[str]:
    """Runs of text joined up to the next paragraph, cell or line."""
    run: list[str] = []
    numbered = False
    try:
        for event, element in iterparse(part, events=("start", "end")):
            name = element.tag.rpartition("}")[2]
            if event == "start":
                numbered = element.get("t") == "s" if name == "c" else numbered
                continue
            open_document = "opendocument" in element.tag
            if element.text and (open_document or (name in TEXTS and not (name == "v" and numbered))):
                run.append(element.text)
            if open_document and element.tail:
                run.append(element.tail)
            if name in BREAKS:
                yield "".join(run)
                run.clear()
            if not open_document or name in BREAKS:
                element.clear()
    except ParseError:
        pass
    yield "".join(run)


def main() -> None:
    """In the child process: print the words."""
    child.confine(megabytes=256, seconds=20)
    try:
        text = words(sys.stdin.buffer, sys.argv[1], int(sys.argv[2]))
    except (MemoryError, RecursionError):
        sys.exit(child.OUT_OF_MEMORY)
    except Exception:  # a document that cannot be read has no words; whatever its bytes did to the reader
        text = ""
    sys.stdout.buffer.write(text.encode(errors="ignore"))


if __name__ == "__main__":
    main()
