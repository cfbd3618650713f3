"""An export that was sent from a page, as a file under its own name for as long as it is read."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext_noop as _

from terreau.bridges.imports.staging.models import Import
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage.place import store

GONE = _("The export is no longer kept here: hand it in again.")


@contextmanager
def unpacked(digest: str, name: str) -> Iterator[Path]:
    """Stored content as a temporary file."""
    with store().bench() as folder:
        path = folder / name
        with store().open(digest) as kept, path.open("wb") as copy:
            shutil.copyfileobj(kept, copy)
        yield path


@contextmanager
def path_of(run: Import) -> Iterator[Path]:
    """The file handed in for this import. FileNotFoundError when it is no longer kept."""
    row = storage.of_thing("import", run.pk).select_related("blob").first()
    if row is None:
        raise FileNotFoundError(GONE)
    with unpacked(row.blob.digest, row.name) as path:
        yield path
