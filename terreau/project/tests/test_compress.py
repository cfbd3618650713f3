"""Smaller answers for browsers that take them; the same content for everyone."""

import gzip

import brotli
import pytest
import zstandard

from terreau.project.compression import Headers, compressed

PAGE = b"<p>Le Lien, le r\xc3\xa9seau d\xe2\x80\x99Aubier</p>" * 100
HTML: Headers = [(b"content-type", b"text/html; charset=utf-8"), (b"vary", b"Cookie"), (b"content-length", b"x")]


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", b"zstd"),
        ("gzip, deflate, br", b"br"),
        ("gzip, br, zstd;q=0", b"br"),
        ("gzip", b"gzip"),
        ("br;q=0, GZIP;q=0.5", b"gzip"),
        ("br; q=0", None),
        ("", None),
        ("identity", None),
    ],
)
def test_the_best_encoding_that_is_taken(accepted: str, encoding: bytes | None) -> None:
    headers, body = compressed(accepted, HTML, PAGE)
    named = dict(headers)
    undo = {b"zstd": zstandard.decompress, b"br": brotli.decompress, b"gzip": gzip.decompress, None: bytes}
    assert named.get(b"content-encoding") == encoding
    assert undo[encoding](body) == PAGE
    assert named[b"content-length"] == str(len(body)).encode()
    assert named[b"vary"] == b"Cookie, Accept-Encoding"
    assert len(headers) == len(named)


def test_what_is_small_or_packed_already_goes_as_it_is() -> None:
    assert compressed("br", HTML, b"hello") == (HTML, b"hello")
    picture: Headers = [(b"content-type", b"image/png")]
    assert compressed("br", picture, PAGE) == (picture, PAGE)
    packed: Headers = [*HTML, (b"content-encoding", b"zstd")]
    assert compressed("br", packed, PAGE) == (packed, PAGE)


def test_a_compressed_answer_is_the_same_but_not_byte_for_byte() -> None:
    headers, _ = compressed("br", [*HTML, (b"etag", b'"1"')], PAGE)
    assert dict(headers)[b"etag"] == b'W/"1"'
