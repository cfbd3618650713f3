"""Uploads of a forum, by the addresses that posts give them: whole ones, small copies, short ones."""

import re
import string

from terreau.bridges.imports.staging.archive import Archive

SHORT = "upload://"
_DIGITS = {letter: place for place, letter in enumerate(string.digits + string.ascii_letters)}
_SUM = re.compile(r"(?<![0-9a-f])([0-9a-f]{40})(?![0-9a-f])")
_SHORTENED = re.compile(r"(?:\Aupload://|/uploads/short-url/)([0-9A-Za-z]{1,27})(?![0-9A-Za-z])")


def named(address: str) -> bool:
    """Whether an address is that of an upload."""
    return "/uploads/" in address or address.startswith(SHORT)


class Held:
    """Which uploads lie in the archive, by their address. Made with what follows `uploads/` in it -> place."""

    def __init__(self, paths: dict[str, str] | None = None) -> None:
        self._paths = paths or {}
        self._sums = {found: path for name, path in self._paths.items() if (found := sum_of(name))}

    def __call__(self, address: str) -> str | None:
        """The path in the archive of the upload at `address`."""
        if not self._paths:
            return None
        bare = address.split("?", 1)[0].split("#", 1)[0]
        return self._paths.get(bare.rpartition("/uploads/")[2]) or self._sums.get(sum_of(bare))


def sum_of(address: str) -> str:
    """The SHA-1 of an upload’s content, by which Discourse names it: in full, or shortened to base 62; else nothing."""
    shortened = _SHORTENED.search(address)
    if shortened:
        number = 0
        for letter in shortened[1]:
            number = number * 62 + _DIGITS[letter]
        return f"{number:040x}"
    found = _SUM.search(address.rsplit("/", 1)[-1])
    return found[1] if found else ""


def uploads_of(archive: Archive) -> dict[str, str]:
    """The uploads that lie in the archive: what follows `uploads/` in their address -> their place."""
    held: dict[str, str] = {}
    for name in archive.names():
        _, found, rest = f"/{name}".rpartition("/uploads/")
        if found and rest:
            held[rest] = name
    return held
