"""How large a file may be: the operator’s setting, checked with every piece that arrives. 1 MB is 2**20 bytes."""

from django.conf import settings

from terreau.foundation.storage.names import clean_name
from terreau.foundation.storage.refusals import TooLarge, named
from terreau.foundation.storage.store import Incoming


def limit_megabytes() -> int:
    return int(settings.CONFIGURATION.upload_limit_mb)


def limit_bytes() -> int:
    return limit_megabytes() * 2**20


def take(incoming: Incoming, piece: bytes, *, name: str, announced: int | None = None) -> None:
    """Write a piece, as long as the whole stays within the limit. `announced` is the size the sender told."""
    refuse_larger(incoming.size + len(piece), name=name, announced=announced)
    with named(name):
        incoming.write(piece)


def refuse_larger(size: int, *, name: str, announced: int | None) -> None:
    if size > limit_bytes():
        raise TooLarge(clean_name(name), announced, limit_megabytes())
