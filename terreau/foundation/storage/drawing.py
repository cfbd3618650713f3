"""What a document looks like: the first pages of a PDF or an office document as pictures, the beginning of a text, the
list of a ZIP file.

Runs as a child process under ceilings (`python -m terreau.foundation.storage.drawing FOLDER TYPE PDFTOPPM SOFFICE <
document`), which the programs it starts inherit. Knows nothing of Django.
"""

import json
import os
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image
from pypdf import PdfReader

from terreau.foundation.storage import child, packed, reading
from terreau.foundation.storage.programs import MAIN_PARTS, PDF, WRITTEN, ZIP

PAGES = 5
BOX = 1600  # pixels: each page fits into a square of this side
LONGEST = 20_000  # characters of a text
LISTED = 500  # entries of a ZIP file
# Type -> ceilings: megabytes of memory, seconds of processor, megabytes of any written file.
LIGHT, HEAVY, OFFICE = (256, 20, 0), (1_000, 45, 200), (4_000, 60, 200)
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class Undrawn(Exception):
    """There is nothing to show; `args[0]` says why: locked, large, failed."""


def ceilings(media_type: str) -> tuple[int, int, int]:
    if media_type in WRITTEN:
        return OFFICE
    return HEAVY if media_type == PDF else LIGHT


def drawn(file: BinaryIO, media_type: str, folder: Path, pdftoppm: str, soffice: str) -> dict[str, Any]:
    """What was made: `text`, or `pages` (widths and heights of the files `1.webp` … in `folder`) of `total`."""
    if media_type == ZIP:
        return listed(file)
    if media_type not in (PDF, *WRITTEN):
        return {"text": beginning(file)}
    source = folder / f"document.{WRITTEN.get(media_type, 'pdf')}"
    with source.open("wb") as copy:
        shutil.copyfileobj(file, copy)
    return pages(source if media_type == PDF else as_pdf(source, soffice), folder, pdftoppm)


def beginning(file: BinaryIO) -> str:
    """The first characters of a text, in the encoding it most likely has, without what a terminal would obey."""
    text = next(reading.plain(file), "")
    kept = (letter for letter in text[:LONGEST] if letter in "\n\t" or harmless(letter))
    return "".join(kept).strip("\n")


def harmless(letter: str) -> bool:
    """Neither a control nor a mark that turns the direction of what follows."""
    return (
        unicodedata.category(letter) not in ("Cc", "Cs")
        and letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def listed(file: BinaryIO) -> dict[str, Any]:
    """Names and sizes of the first entries, a line each; of an office document its `sort`. Raises Undrawn.

    Many an office document begins like any ZIP file; what is in it tells. Nothing is unpacked.
    """
    found = packed.directory(file)
    if found is None:
        raise Undrawn("failed")
    if not found.readable:
        raise Undrawn("large")
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if sort := next((sort for name, sort in MAIN_PARTS.items() if name in names), ""):
        return {"sort": sort}
    lines = [f"{entry.file_size:>12}  {''.join(filter(harmless, entry.filename))[:200]}" for entry in entries[:LISTED]]
    return {"text": "\n".join([*lines, *([f"… {len(entries)}"] if len(entries) > LISTED else [])])}


def as_pdf(source: Path, soffice: str) -> Path:
    """The document as PDF, by LibreOffice with a profile of its own that runs no macro and follows no link."""
    profile = source.parent / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(SETTINGS)
    quiet = ["--headless", "--nologo", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
    place = [f"-env:UserInstallation=file://{profile.parent}", "--convert-to", "pdf", "--outdir", str(source.parent)]
    run([soffice, *quiet, *place, str(source)], home=source.parent)
    made = source.with_suffix(".pdf")
    if not made.exists():
        raise Undrawn("failed")
    return made


def pages(source: Path, folder: Path, pdftoppm: str) -> dict[str, Any]:
    """The first pages of a PDF, each drawn, then written anew. Raises Undrawn."""
    document = PdfReader(source, strict=False)
    if document.is_encrypted and not document.decrypt(""):
        raise Undrawn("locked")
    total = len(document.pages)
    asked = ["-png", "-scale-to", str(BOX), "-f", "1", "-l", str(min(PAGES, total))]
    run([pdftoppm, *asked, str(source), str(folder / "page")], home=folder)
    made = [anew(path, folder / f"{number}.webp") for number, path in enumerate(sorted(folder.glob("page-*.png")), 1)]
    if not made:
        raise Undrawn("failed")
    return {"pages": made, "total": total}


def anew(path: Path, to: Path) -> tuple[int, int]:
    """A picture of one page, decoded and written by us. Its width and height."""
    with Image.open(path, formats=["PNG"]) as image:
        if image.width > BOX + 1 or image.height > BOX + 1:
            raise Undrawn("large")
        image.convert("RGB").save(to, format="WEBP", quality=82, method=3)
        return image.width, image.height


def run(command: list[str], *, home: Path) -> None:
    """A program of the machine: it inherits the ceilings, sees nothing of our environment, and says nothing."""
    environment = {"PATH": os.defpath, "HOME": str(home), "LANG": "C.UTF-8", "TMPDIR": str(home)}
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=home,
        check=False,
    )
    if done.returncode:
        raise Undrawn("failed")


def main() -> None:
    """In the child process: draw, say what was drawn."""
    folder, media_type, pdftoppm, soffice = Path(sys.argv[1]), *sys.argv[2:5]
    megabytes, seconds, writes = ceilings(media_type)
    child.confine(megabytes=megabytes, seconds=seconds, writes=writes * 2**20)
    answer: dict[str, Any]
    try:
        answer = drawn(sys.stdin.buffer, media_type, folder, pdftoppm, soffice)
    except Undrawn as error:
        answer = {"lacks": error.args[0]}
    except (MemoryError, RecursionError):
        answer = {"lacks": "large"}
    except Exception:  # what its bytes did to the reader is the reader’s affair
        answer = {"lacks": "failed"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
