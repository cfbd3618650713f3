"""Open what somebody hands in, a folder, a zip, a tar or one JSON file, and read from it without unpacking it.

`open_archive(path)` gives an `Archive`: `names()`, `size(name)`, `open(name)`; what it does not take stands in
`skipped`. Nothing is ever written under a name that the archive chose; links, absolute and upward paths, second
files of a name, archives inside and files that unpack too far are refused one by one, the whole only when it cannot
be read or holds too much (`ArchiveRefused`).
"""

from terreau.bridges.imports.staging.archive.contents import Archive
from terreau.bridges.imports.staging.archive.limits import ArchiveRefused, Damaged, Limits
from terreau.bridges.imports.staging.archive.opening import open_archive

__all__ = ["Archive", "ArchiveRefused", "Damaged", "Limits", "open_archive"]
