"""How much a ZIP file says it holds, read from its last bytes alone: a million entries are counted, never unpacked.

APPNOTE.TXT of PKWARE, 4.3.14 to 4.3.16: the end of central directory record, and its ZIP64 form.
"""

import struct
from dataclasses import dataclass
from typing import BinaryIO

END, LOCATOR, END64 = b"PK\x05\x06", b"PK\x06\x07", b"PK\x06\x06"
LARGEST_TAIL = 65_557  # bytes: the record and the longest comment behind it
LARGEST_DIRECTORY = 4 * 2**20  # bytes of the list of entries that we read


@dataclass(frozen=True, slots=True)
class Directory:
    """The list of a ZIP file: how many entries it announces, and how many bytes it takes."""

    entries: int
    size: int

    @property
    def readable(self) -> bool:
        """Is it short enough to be read at once?"""
        return self.size <= LARGEST_DIRECTORY


def directory(file: BinaryIO) -> Directory | None:
    """What the end of the file says of its list; None where there is no such end. The file is left at its beginning."""
    length = file.seek(0, 2)
    start = max(0, length - LARGEST_TAIL)
    file.seek(start)
    tail = file.read(LARGEST_TAIL)
    at = tail.rfind(END)
    try:
        found = read_end(file, tail, at) if at >= 0 else None
    except struct.error:
        found = None
    file.seek(0)
    return found


def read_end(file: BinaryIO, tail: bytes, at: int) -> Directory:
    entries, size, _offset = struct.unpack_from("<HLL", tail, at + 10)
    if at >= 20 and tail[at - 20 : at - 16] == LOCATOR:
        (where,) = struct.unpack_from("<Q", tail, at - 12)
        file.seek(min(where, 2**62))
        record = file.read(56)
        if record[:4] == END64:
            entries, size = struct.unpack_from("<QQ", record, 32)
    return Directory(entries, size)
