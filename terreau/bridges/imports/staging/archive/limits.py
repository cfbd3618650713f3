"""How much an import may hold, and the two ways of saying no."""

from dataclasses import dataclass

from terreau.bridges.imports.staging.shapes import Said

GIGABYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes once unpacked in `total` and for one `file`; `entries` in the archive. A file beyond `ratio_from` bytes

    that unpacks more than `ratio`-fold is a bomb (below that the file costs seconds at worst: it is streamed, never
    held). `element` is the longest single JSON element in characters, `broken` how many broken ones a file may have.
    """

    total: int = 5 * GIGABYTE
    file: int = 4 * GIGABYTE
    entries: int = 1_000_000
    ratio: int = 250
    ratio_from: int = 3 * GIGABYTE
    element: int = 16_000_000
    broken: int = 1_000


class ArchiveRefused(Exception):
    """Nothing of it can be read; `reason` says why."""

    def __init__(self, reason: Said) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Damaged(Exception):
    """One file cannot be read on from here; `reason` says why."""

    def __init__(self, reason: Said) -> None:
        super().__init__(str(reason))
        self.reason = reason
