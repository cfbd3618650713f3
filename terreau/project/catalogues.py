"""Compiles the catalogues named on the command line: `django.po` to the `django.mo` beside it."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_one(po: Path) -> None:
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parts[-3])
    made = po.with_suffix(".mo.new")
    with made.open("wb") as target:
        write_mo(target, catalogue)
    made.replace(po.with_suffix(".mo"))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        compile_one(Path(name))
