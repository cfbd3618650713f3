"""The object store as the place for content, against a server that speaks its language."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import urllib3
from moto.server import ThreadedMotoServer

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions, place, upkeep
from terreau.foundation.storage.bucket import PART, Bucket
from terreau.foundation.storage.models import Attachment, Blob
from terreau.foundation.storage.refusals import Away
from terreau.foundation.storage.store import Incoming, a_while_ago
from terreau.foundation.storage.tests.conftest import Browser, Things, picture


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The host of an object store that lives as long as these tests."""
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"{host}:{port}"
    running.stop()


@pytest.fixture
def address(server: str) -> str:
    return f"http://key:se%2Fcret@{server}/network?region=us-east-1"


@pytest.fixture
def bucket(address: str, tmp_path: Path, settings: Any) -> Iterator[Bucket]:
    """An empty bucket that this install keeps its files in."""
    settings.DATA = tmp_path
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"files_bucket": address})
    made = place.store()
    assert isinstance(made, Bucket)
    made.client.make_bucket(bucket_name=made.name)
    yield made
    for digest, _ in list(made.digests()):
        made.client.remove_object(bucket_name=made.name, object_name=digest)
    made.client.remove_bucket(bucket_name=made.name)


def sent(bucket: Bucket, *pieces: bytes) -> str:
    with bucket.receive() as incoming:
        for piece in pieces:
            incoming.write(piece)
        bucket.place(incoming)
        return incoming.digest


def test_content_is_there_whole_and_under_its_digest(bucket: Bucket) -> None:
    digest = sent(bucket, b"one ", b"two")
    assert bucket.has(digest) and bucket.verify(digest)
    with bucket.open(digest) as file:
        assert file.read() == b"one two" and file.seek(4) == 4 and file.read() == b"two"
    assert [found for found, _ in bucket.digests()] == [digest]
    assert list(bucket.incoming.iterdir()) == []


def test_a_large_file_goes_in_parts(bucket: Bucket) -> None:
    digest = sent(bucket, b"x" * PART, b"y" * 1000)
    assert bucket.verify(digest)


def test_what_is_absent_is_not_there(bucket: Bucket) -> None:
    digest = "0" * 64
    assert not bucket.has(digest) and not bucket.verify(digest) and not bucket.remove(digest, unless_newer_than=0)
    with pytest.raises(FileNotFoundError):
        bucket.open(digest)


def test_changed_content_is_found_out(bucket: Bucket) -> None:
    digest = sent(bucket, b"true")
    with bucket.receive() as other:
        other.write(b"false")
        other.finish()
        bucket.client.fput_object(bucket_name=bucket.name, object_name=digest, file_path=str(other.path))
    assert not bucket.verify(digest)


def test_what_was_placed_again_stays(bucket: Bucket) -> None:
    digest = sent(bucket, b"again")
    assert not bucket.remove(digest, unless_newer_than=a_while_ago(60)) and bucket.has(digest)
    assert bucket.remove(digest, unless_newer_than=a_while_ago(-60)) and not bucket.has(digest)


def test_a_file_is_fetched_at_an_address_signed_for_a_minute(
    bucket: Bucket, alice: Person, charlie: Person, things: Things, browser: Callable[..., Browser]
) -> None:
    file = actions.keep(alice, content=b"the words of the plan", name="plan été.txt")
    url = f"/files/{file.key}-plan"
    there = browser(alice).get(url)
    assert there.status == 302 and there.headers["cache-control"] == "private, no-store"
    asked = parse_qs(urlsplit(there.headers["location"]).query)
    assert asked["X-Amz-Expires"] == ["60"]
    got = urllib3.request("GET", there.headers["location"])
    assert got.data == b"the words of the plan"
    assert got.headers["content-disposition"].startswith("attachment;")
    absent = browser(charlie).get("/files/zzzzzz-plan")
    refused = browser(charlie).get(url)
    assert (refused.status, refused.headers, refused.body) == (404, absent.headers, absent.body)


def test_a_picture_is_given_out_by_the_app(bucket: Bucket, alice: Person, browser: Callable[..., Browser]) -> None:
    file = actions.keep(alice, content=picture(), name="hall.jpg")
    there = browser(alice).get(f"/files/{file.key}-hall?size=320")
    assert there.status == 200 and there.headers["content-type"] == "image/webp"
    assert there.headers["content-disposition"].startswith("inline")


def test_the_sweep_clears_the_bucket_and_names_what_is_missing(bucket: Bucket, alice: Person) -> None:
    kept, lost, forgotten = (actions.keep(alice, content=text, name="a.txt") for text in (b"kept", b"lost", b"old"))
    bucket.client.remove_object(bucket_name=bucket.name, object_name=lost.blob.digest)
    Attachment.objects.filter(pk=forgotten.pk).delete()
    orphan = sent(bucket, b"nobody knows me")
    done = upkeep.sweep(older_than=upkeep.A_DAY * -1)
    assert done.missing == [lost.blob.digest]
    assert bucket.has(kept.blob.digest) and not bucket.has(forgotten.blob.digest) and not bucket.has(orphan)
    assert not Blob.objects.filter(digest=forgotten.blob.digest).exists()


def test_r21_a_store_that_is_away_is_a_refusal_with_words(
    alice: Person, tmp_path: Path, settings: Any, browser: Callable[..., Browser], bucket: Bucket
) -> None:
    file = actions.keep(alice, content=picture(), name="hall.jpg")
    away = "http://key:secret@127.0.0.1:9/network"
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"files_bucket": away})
    answer = browser(alice).get(f"/files/{file.key}-hall")
    assert answer.status == 503 and answer.headers["retry-after"] == "30"
    rows = Blob.objects.count()
    with pytest.raises(Away):
        actions.keep(alice, content=b"another", name="b.txt")
    assert Blob.objects.count() == rows


def test_r21_no_half_content_is_kept(bucket: Bucket, tmp_path: Path) -> None:
    """What the hash was taken of and what is sent differ in length: the store refuses it whole."""
    incoming = Incoming(bucket.incoming)
    incoming.write(b"all of it")
    incoming.finish()
    incoming.path.write_bytes(b"all")
    with pytest.raises((Away, OSError)):
        bucket.place(incoming)
    incoming.abandon()
    assert not bucket.has(incoming.digest)


def test_the_bucket_is_there(bucket: Bucket, address: str, tmp_path: Path) -> None:
    assert bucket.is_there()
    assert not Bucket(address.replace("/network", "/another"), tmp_path).is_there()
