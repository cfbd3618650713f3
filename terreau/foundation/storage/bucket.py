"""A bucket of an S3-compatible object store as the place for content, for networks of many nodes.

Content is received on the node’s own disk, where its hash is taken, and put into the bucket whole. Pictures, which
every page shows, are given out by the app; everything else is fetched by its reader, at an address signed for a minute
after the question about rights.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, cast
from urllib.parse import parse_qs, unquote, urlsplit

import certifi
import urllib3
from minio import Minio
from minio.error import MinioException, S3Error

from terreau.foundation.storage.refusals import Away
from terreau.foundation.storage.store import CHUNK, Desk, Incoming

SIGNED_FOR = timedelta(seconds=60)
PART = 10 << 20  # bytes of a large file sent at once; three are in memory at the most
ABSENT = frozenset({"NoSuchKey", "NoSuchObject"})
CONNECT, ANSWER = 3.0, 20.0  # seconds


class Bucket(Desk):
    """The bucket of an address `https://key:secret@host[:port]/bucket[?region=…]`; `local` holds what is on its way."""

    def __init__(self, address: str, local: Path, *, patience: float = ANSWER) -> None:
        super().__init__(local / "incoming")
        parts = urlsplit(address)
        self.name = parts.path.strip("/")
        self.client = Minio(
            endpoint=parts.netloc.rpartition("@")[2],
            access_key=unquote(parts.username or ""),
            secret_key=unquote(parts.password or ""),
            secure=parts.scheme == "https",
            region=parse_qs(parts.query).get("region", ["us-east-1"])[0],
            http_client=connections(patience),
        )

    def place(self, incoming: Incoming) -> None:
        """Sent again even where it is known: a sweep that passes now sees that it is new."""
        incoming.finish()
        with reached(), incoming.path.open("rb") as file:
            self.client.put_object(
                bucket_name=self.name,
                object_name=incoming.digest,
                data=file,
                length=incoming.size,
                part_size=PART if incoming.size > PART else 0,
            )

    def has(self, digest: str) -> bool:
        return self.placed_at(digest) is not None

    def placed_at(self, digest: str) -> float | None:
        """When the content was placed, in seconds since the epoch by the object store’s clock; None if it is absent."""
        try:
            with reached():
                found = self.client.stat_object(bucket_name=self.name, object_name=digest)
        except FileNotFoundError:
            return None
        assert found.last_modified is not None
        return found.last_modified.timestamp()

    def open(self, digest: str) -> BinaryIO:
        """A copy on this node that goes when it is closed: who reads may go back and forth."""
        self.incoming.mkdir(parents=True, exist_ok=True)
        copy = tempfile.TemporaryFile(dir=self.incoming)  # noqa: SIM115 - the caller closes it
        try:
            for piece in self.pieces(digest):
                copy.write(piece)
        except BaseException:
            copy.close()
            raise
        copy.seek(0)
        return cast(BinaryIO, copy)

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The content in pieces. Raises FileNotFoundError, or Away."""
        with reached():
            answer = self.client.get_object(bucket_name=self.name, object_name=digest)
            try:
                yield from answer.stream(CHUNK)
            finally:
                answer.close()
                answer.release_conn()

    def address(self, digest: str, *, media_type: str, disposition: str) -> str:
        """Signed for a minute; asks nothing of the object store."""
        said: dict[str, str | list[str] | tuple[str]] = {
            "response-content-type": media_type,
            "response-content-disposition": disposition,
            "response-cache-control": "private, no-store",
        }
        return self.client.presigned_get_object(
            bucket_name=self.name, object_name=digest, expires=SIGNED_FOR, response_headers=said
        )

    def remove(self, digest: str, *, unless_newer_than: float) -> bool:
        placed = self.placed_at(digest)
        if placed is None or placed > unless_newer_than:
            return False
        with reached():
            self.client.remove_object(bucket_name=self.name, object_name=digest)
        return True

    def verify(self, digest: str) -> bool:
        found = hashlib.sha256()
        try:
            for piece in self.pieces(digest):
                found.update(piece)
        except FileNotFoundError:
            return False
        return found.hexdigest() == digest

    def digests(self) -> Iterator[tuple[str, float]]:
        with reached():
            for found in self.client.list_objects(bucket_name=self.name):
                assert found.object_name is not None and found.last_modified is not None
                yield found.object_name, found.last_modified.timestamp()

    def is_there(self) -> bool:
        """Does the object store answer, and know this bucket? Raises Away."""
        with reached():
            return bool(self.client.bucket_exists(bucket_name=self.name))


def connections(patience: float) -> urllib3.PoolManager:
    """Kept open, with an end to every wait: a store that hangs holds nobody."""
    return urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=min(CONNECT, patience), read=patience),
        retries=urllib3.Retry(total=2, backoff_factor=0.2, status_forcelist=[500, 502, 503, 504]),
        maxsize=16,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
    )


@contextmanager
def reached() -> Iterator[None]:
    """What the object store says, in our words: absent, or away."""
    try:
        yield
    except S3Error as error:
        if error.code in ABSENT:
            raise FileNotFoundError from error
        raise Away from error
    except (MinioException, urllib3.exceptions.HTTPError, ValueError) as error:
        raise Away from error
