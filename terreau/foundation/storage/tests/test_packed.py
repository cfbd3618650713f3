"""A ZIP file says how much it holds in its last bytes; they are believed only as far as they cost nothing."""

import io
import struct
import zipfile

import pytest

from terreau.foundation.storage import packed, reading
from terreau.foundation.storage.packed import Directory


def packed_with(entries: int, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(entries):
            archive.writestr(f"{number}.txt", b"")
        archive.comment = comment
    return out.getvalue()


def a_million() -> bytes:
    """The end of a ZIP file of a million entries, in the form that holds such numbers, after as long a list."""
    listed = 1_000_000 * 46
    record = packed.END64 + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 1_000_000, 1_000_000, listed, 0)
    locator = packed.LOCATOR + struct.pack("<LQL", 0, 100, 1)
    end = packed.END + struct.pack("<HHHHLLH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return bytes(100) + record + locator + end


@pytest.mark.parametrize("entries,comment", [(0, b""), (3, b""), (70_000, b""), (3, b"a comment")])
def test_what_it_says(entries: int, comment: bytes) -> None:
    found = packed.directory(io.BytesIO(packed_with(entries, comment)))
    assert found is not None and found.entries == entries and found.readable


def test_a_million_entries_are_counted_and_never_read() -> None:
    found = packed.directory(io.BytesIO(a_million()))
    assert found == Directory(1_000_000, 46_000_000) and not found.readable
    assert list(reading.parts(io.BytesIO(a_million()))) == []


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", packed.END, packed.LOCATOR + packed.END + bytes(18)])
def test_what_is_none_says_nothing_or_no_more_than_it_has(content: bytes) -> None:
    found = packed.directory(io.BytesIO(content))
    assert found is None or found.entries == 0
