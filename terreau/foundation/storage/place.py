"""Which store this install has: the folder beside its database, or a bucket that all nodes share."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from terreau.foundation.storage.store import Folder, Store


def store() -> Store:
    """The store of this install."""
    address, local = settings.CONFIGURATION.files_bucket, Path(settings.DATA) / "files"
    return bucket_at(address, local) if address else folder_at(local)


@cache
def folder_at(root: Path) -> Folder:
    return Folder(root)


@cache
def bucket_at(address: str, local: Path) -> Store:
    """Its client is loaded where a bucket is used, and nowhere else."""
    made: Store = import_string("terreau.foundation.storage.bucket.Bucket")(address, local)
    return made
