"""Faces drawn by code: small, square, and always the same for the same person."""

from io import BytesIO

from PIL import Image

from terreau.project.aubier.portraits import portrait


def test_a_face_is_a_small_square_picture() -> None:
    content = portrait("alice", feminine=True)
    with Image.open(BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (256, 256))
    assert len(content) < 10_000


def test_the_same_person_looks_the_same_and_others_do_not() -> None:
    assert portrait("bob", feminine=False) == portrait("bob", feminine=False)
    faces = {portrait(f"somebody{number}", feminine=number % 2 == 0) for number in range(40)}
    assert len(faces) == 40
