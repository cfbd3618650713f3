"""Where readers are: `settings.IMPORT_SOURCES` names the module of each kind of export; it offers `read(archive)`."""

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

from terreau.bridges.imports.staging.archive import Archive
from terreau.bridges.imports.staging.shapes import Item, Source


class Reader(Protocol):
    def read(self, archive: Archive) -> Iterator[Item]: ...


def kinds() -> list[str]:
    return sorted(settings.IMPORT_SOURCES)


def opened(kind: str, archive: Archive) -> tuple[Source, Iterator[Item]]:
    """The export’s own row and what follows it. KeyError for a kind nobody reads."""
    items = cast(Reader, import_module(settings.IMPORT_SOURCES[kind])).read(archive)
    source = next(items)
    if not isinstance(source, Source):
        raise TypeError(f"a reader of {kind} begins with its source, not with {source}")
    return source, items
