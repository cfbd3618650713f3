"""The words inside a document: PDF, Word, Excel, PowerPoint, OpenDocument, plain text.

Runs as a child process under ceilings (`python -m terreau.foundation.storage.reading TYPE MOST < document`): 256 MB, 20
seconds of processor time, no written file. Knows nothing of Django.
"""

import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO
from xml.parsers.expat import ParserCreate

from pypdf import PdfReader

from terreau.foundation.storage import child, packed

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
FIRST = ("word/document", "xl/", "ppt/slides/", "content")
CHUNK = 65_536


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
        near_the_cut = len(data) == MOST_PLAIN and error.start > len(data) - 4
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
    listed = packed.directory(file)
    if listed is None or not listed.readable:
        return
    with zipfile.ZipFile(file) as archive:
        found = [entry for entry in archive.infolist()[:MOST_PARTS] if PARTS.fullmatch(entry.filename)]
        left = MOST_UNPACKED
        for entry in sorted(found, key=in_order):
            text = Text()
            with archive.open(entry) as part:
                while left > 0 and (data := part.read(CHUNK)):
                    left -= len(data)
                    yield from text.feed(data)


def in_order(entry: zipfile.ZipInfo) -> tuple[bool, str, int]:
    """Notes last, parts by kind, then by number: slide 2 before slide 10."""
    number = re.search(r"(\d+)\.xml$", entry.filename)
    kind = re.sub(r"\d*\.xml$", "", entry.filename)
    return not kind.startswith(FIRST), kind, int(number[1]) if number else 0


class Text:
    """Runs of text out of XML as it arrives, joined up to the next paragraph, cell or line. No tree is built."""

    def __init__(self) -> None:
        self.run: list[str] = []
        self.done: list[str] = []
        self.hearing = 0
        self.numbered = False
        self.parser = ParserCreate(namespace_separator="}")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.data
        self.parser.StartDoctypeDeclHandler = self.refuse

    def feed(self, data: bytes) -> list[str]:
        """The pieces that are complete by now."""
        self.parser.Parse(data)
        done, self.done = self.done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition("}")
        if name == "c":
            self.numbered = attributes.get("t") == "s"
        self.hearing += self.heard(space, name)

    def end(self, tag: str) -> None:
        space, _, name = tag.rpartition("}")
        self.hearing -= self.heard(space, name)
        if name in BREAKS:
            self.done.append("".join(self.run))
            self.run.clear()

    def heard(self, space: str, name: str) -> bool:
        """Does this element hold words of the document? A cell that holds the number of a shared text does not."""
        if "opendocument" in space:
            return name in ("p", "h")
        return name == "t" or (name == "v" and not self.numbered)

    def data(self, text: str) -> None:
        if self.hearing:
            self.run.append(text)

    def refuse(self, *_: object) -> None:
        raise ValueError("office documents have no document type")


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
