"""All content that rows speak of, for what looks after the whole install: archives and their checks."""

from collections.abc import Iterator

from terreau.foundation.storage.models import Blob


def known_digests() -> Iterator[str]:
    """The SHA-256 of every content that a row names, in the order of arrival; two thousand in memory at most."""
    yield from Blob.objects.order_by("pk").values_list("digest", flat=True).iterator(chunk_size=2000)
