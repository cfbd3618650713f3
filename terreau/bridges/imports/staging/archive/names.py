"""Names inside an archive: which are taken as they are, mended or refused. No name ever becomes a path on disk."""

import re
import unicodedata

from terreau.bridges.imports.staging import reasons

_DRIVE = re.compile(r"\A[A-Za-z]:")
_CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_NESTED = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".lz", ".lzma")
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def mended(name: str) -> str:
    """The name as meant: `/` between folders, composed accents, no leading `./`."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    while name.startswith("./"):
        name = name[2:]
    return name


def reencoded(name: str) -> str:
    """A zip name read as cp437 for want of the UTF-8 flag, as its writer meant it (many write UTF-8 all the same)."""
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return name


def refusal(name: str) -> str | None:
    """The reason why a (mended) name is refused, or None."""
    if len(name) > 1000:
        return reasons.NAME_LONG
    if not name or _CONTROLS.search(name):
        return reasons.NAME_BAD
    if name.startswith("/") or _DRIVE.match(name):
        return reasons.PATH_ABSOLUTE
    if any(part in ("..", ".", "") for part in name.split("/")):
        return reasons.PATH_UPWARD
    return None


def nested(name: str) -> bool:
    """Whether the name is that of an archive."""
    return name.lower().endswith(_NESTED)


def litter(name: str) -> bool:
    """Whether an operating system left the file there by itself."""
    last = name.rsplit("/", 1)[-1]
    return name.startswith(_LITTER[0]) or last in _LITTER or last.startswith("._")
