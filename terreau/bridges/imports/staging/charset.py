"""Bytes of a JSON file as text, piece by piece: UTF-8 (with or without a mark) or UTF-16, else Windows-1252."""

import codecs
from collections.abc import Iterator
from typing import IO

from terreau.bridges.imports.staging.archive.limits import Damaged

PIECE = 256 * 1024
_HANDLER = "terreau-import-cp1252"


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """What a byte that is no UTF-8 most probably was: old Windows and Latin-1 exports, often mixed with UTF-8."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", errors="replace"), error.end


codecs.register_error(_HANDLER, _as_cp1252)


class Text:
    """The text of a stream. `foreign`: the charset of bytes that were no UTF-8, `line`: where the first of them

    stands; `damage`: why it ended early.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.foreign = ""
        self.line = 1
        self.damage: Damaged | None = None

    def pieces(self) -> Iterator[str]:
        """The text in pieces of any length; ends quietly where the stream is damaged."""
        head = self._bytes(PIECE)
        wide = _utf16(head)
        if wide:
            self.foreign = "UTF-16"
            yield from self._wide(head, wide)
        else:
            yield from self._narrow(head.removeprefix(codecs.BOM_UTF8))

    def _narrow(self, head: bytes) -> Iterator[str]:
        pending, piece, lines = b"", head, 1
        while True:
            data = pending + piece
            try:
                words, used = codecs.utf_8_decode(data, "strict", not piece)
            except UnicodeDecodeError as error:
                if not self.foreign:
                    self.foreign, self.line = "Windows-1252", lines + data.count(b"\n", 0, error.start)
                words, used = codecs.utf_8_decode(data, _HANDLER, not piece)
            pending = data[used:]
            lines += data.count(b"\n", 0, used)
            yield words
            if not piece:
                return
            piece = self._bytes(PIECE)

    def _wide(self, head: bytes, charset: str) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(charset)("replace")
        piece = head
        while piece:
            yield decoder.decode(piece)
            piece = self._bytes(PIECE)
        yield decoder.decode(b"", True)

    def _bytes(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except Damaged as damage:
            self.damage = damage
            return b""


def _utf16(head: bytes) -> str:
    """UTF-16’s name if the text starts like it (with its mark, or with every second byte empty), else nothing."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) >= 4 and head[1] == head[3] == 0 != head[0]:
        return "utf-16-le"
    return "utf-16-be" if len(head) >= 4 and head[0] == head[2] == 0 != head[1] else ""
