import errno
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions, media, queries
from terreau.foundation.storage.models import Attachment, Blob, Variant
from terreau.foundation.storage.refusals import Emptied, NoMore, NoRoom, TooLarge, TooManyPixels
from terreau.foundation.storage.store import Folder, Incoming, full_disk_refused
from terreau.foundation.storage.tests.conftest import Queue, picture


def test_F02_what_one_person_sent_takes_no_more_than_the_operator_allows(
    alice: Person, bob: Person, store: Folder, settings: Any
) -> None:
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"person_files_mb": 1})
    actions.keep(alice, content=bytes(2**20 - 3), name="un.bin")
    actions.keep(alice, content=b"123", name="deux.bin")
    with pytest.raises(NoMore, match=r"trois\.bin") as refusal:
        actions.keep(alice, content=b"4", name="trois.bin")
    assert refusal.value.status == 413 and queries.sent_by(alice) == 2**20
    assert actions.keep(bob, content=b"4", name="trois.bin").blob.size == 1


def test_a_file_is_kept_loose_with_its_uploader(alice: Person, store: Folder) -> None:
    attachment = actions.keep(alice, content=b"ordre du jour", name="ordre du jour.txt", source="slack:F1")
    assert (attachment.name, attachment.thing_kind, attachment.uploaded_by) == ("ordre du jour.txt", "", alice)
    assert (attachment.blob.size, attachment.blob.media_type, attachment.source) == (13, "text/plain", "slack:F1")
    assert store.open(attachment.blob.digest).read() == b"ordre du jour"
    assert [activity.kind for activity in Activity.objects.all()] == ["storage.kept"]


def test_the_same_content_is_stored_once_and_named_twice(alice: Person, bob: Person, store: Folder) -> None:
    first = actions.keep(alice, content=io.BytesIO(b"x" * 600_000), name="a.bin")
    second = actions.keep(bob, content=b"x" * 600_000, name="b.bin")
    assert first.blob == second.blob
    assert first.key != second.key
    assert len(list(store.digests())) == 1
    assert list(store.incoming.iterdir()) == []


def test_who_left_keeps_nothing(charlie: Person, store: Folder) -> None:
    charlie.left_at = timezone.now()
    charlie.save()
    with pytest.raises(Refused):
        actions.keep(charlie, content=b"x", name="a.txt")
    assert list(store.digests()) == []


def test_a_stream_is_cut_at_the_limit(alice: Person, settings: Any, store: Folder) -> None:
    settings.CONFIGURATION = settings.CONFIGURATION.model_copy(update={"upload_limit_mb": 1})
    actions.keep(alice, content=b"x" * 2**20, name="just.bin")
    with pytest.raises(TooLarge) as refused:
        actions.keep(alice, content=io.BytesIO(b"x" * (2**20 + 1)), name="more.bin")
    assert "larger than the limit of 1 MB" in refused.value.why
    assert list(store.incoming.iterdir()) == []


def test_an_empty_file_is_refused(alice: Person, store: Folder) -> None:
    with pytest.raises(Emptied):
        actions.keep(alice, content=b"", name="vide.txt")
    assert list(store.incoming.iterdir()) == []


def test_R_09_a_full_disk_is_refused_in_words_and_leaves_nothing(
    alice: Person, store: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for name in ("fsync", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, name, full)
            with pytest.raises(NoRoom) as refused:
                actions.keep(alice, content=b"x" * 1000, name="plan.pdf")
        assert refused.value.status == 507
        assert "plan.pdf" in refused.value.why
        assert not Blob.objects.exists()
        assert list(store.incoming.iterdir()) == []
        assert list(store.digests()) == []
    assert actions.keep(alice, content=b"x" * 1000, name="plan.pdf").blob.size == 1000


def full_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every write to a temporary file meets a full disk."""
    written = Incoming.write

    def full(self: Incoming, piece: bytes) -> None:
        with open("/dev/full", "wb", buffering=0) as device:
            self._file = device
            written(self, piece)

    monkeypatch.setattr(Incoming, "write", full)


def test_R_09_no_room_while_writing(alice: Person, store: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    full_device(monkeypatch)
    with pytest.raises(NoRoom):
        actions.keep(alice, content=b"x" * 1000, name="plan.pdf")
    assert list(store.incoming.iterdir()) == []


@pytest.mark.parametrize("size", [(400, 300), (2500, 2000)], ids=["here", "in the child"])
def test_R_09_no_room_for_the_picture_written_anew(
    alice: Person, store: Folder, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """It must not be kept as it came instead: what it tells of its maker would stay in it."""
    (store.incoming / "full").mkdir(parents=True)
    (store.incoming / "full" / "whole").symlink_to("/dev/full")

    @contextmanager
    def full_bench(self: Folder) -> Iterator[Path]:
        with full_disk_refused():
            yield self.incoming / "full"

    monkeypatch.setattr(Folder, "bench", full_bench)
    with pytest.raises(NoRoom):
        actions.keep(alice, content=picture(*size), name="plan.jpg")
    assert not Blob.objects.exists()
    assert list(store.digests()) == []


def test_readable_files_are_read_later_and_once(alice: Person, queue: Queue) -> None:
    first = actions.keep(alice, content=b"bonjour", name="a.txt")
    Blob.objects.filter(pk=first.blob_id).update(read_at=timezone.now())
    actions.keep(alice, content=b"bonjour", name="b.txt")
    actions.keep(alice, content=b"\x00\x01\x02" * 100, name="c.bin")
    assert queue.asked == [first.blob_id]


def test_a_picture_is_written_anew_without_what_it_told_of_its_maker(alice: Person, store: Folder) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Canary Camera"
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x0112] = 6
    sent = picture(1600, 1200, exif=exif, comment=b"canary comment") + b"<script>canary tail</script>"
    attachment = actions.keep(alice, content=sent, name="toit.jpg")
    blob = attachment.blob
    kept = store.open(blob.digest).read()
    assert b"anary" in sent
    assert b"anary" not in kept
    assert (blob.media_type, blob.width, blob.height) == ("image/jpeg", 1200, 1600)
    with Image.open(io.BytesIO(kept)) as image:
        assert not image.getexif()
        assert not image.info.get("comment")
    widths = dict(Variant.objects.filter(blob=blob).values_list("width", "copy__media_type"))
    assert widths == {96: "image/webp", 320: "image/webp"}
    assert len(list(store.digests())) == 3


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_each_kind_of_picture_stays_what_it_is(alice: Person, store: Folder, form: str) -> None:
    attachment = actions.keep(alice, content=picture(form=form), name="a")
    assert attachment.blob.media_type == f"image/{form.lower()}"
    with Image.open(store.open(attachment.blob.digest)) as image:
        assert (image.format, image.size) == (form, (400, 300))


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "AVIF"])
def test_moving_pictures_go_on_moving(alice: Person, store: Folder, form: str) -> None:
    frames = [Image.effect_noise((200, 100), 20 * step).convert("RGB") for step in range(1, 4)]
    out = io.BytesIO()
    frames[0].save(out, format=form, save_all=True, append_images=frames[1:], duration=120)
    attachment = actions.keep(alice, content=out.getvalue(), name="a")
    with Image.open(store.open(attachment.blob.digest)) as image:
        assert (image.format, image.n_frames) == (form, 3)
    assert attachment.blob.media_type == f"image/{form.lower()}"
    assert list(attachment.blob.variants.values_list("width", flat=True)) == [96]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_colour_mode_is_shown(alice: Person, mode: str) -> None:
    image = Image.new("RGBA", (500, 400), (20, 90, 40, 128)).convert("L" if mode == "I;16" else mode)
    image = Image.new("I;16", (500, 400)) if mode == "I;16" else image
    out = io.BytesIO()
    image.save(out, format="JPEG" if mode == "CMYK" else "PNG")
    blob = actions.keep(alice, content=out.getvalue(), name="a").blob
    assert (blob.width, blob.variants.count()) == (500, 2)


def test_E10_a_picture_that_unpacks_beyond_the_limit_is_refused(alice: Person, store: Folder) -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, format="PNG")
    with pytest.raises(TooManyPixels) as refused:
        actions.keep(alice, content=out.getvalue(), name="bombe.png")
    assert (refused.value.status, len(out.getvalue()) < 100_000) == (413, True)
    assert "bombe.png" in refused.value.why
    assert list(store.digests()) == []
    assert list(store.incoming.iterdir()) == []


def test_E10_frames_count_together(alice: Person) -> None:
    frame = Image.new("P", (1000, 1000))
    out = io.BytesIO()
    others = [Image.new("P", (1000, 1000), step) for step in range(1, 60)]
    frame.save(out, format="GIF", save_all=True, append_images=others)
    with pytest.raises(TooManyPixels):
        actions.keep(alice, content=out.getvalue(), name="a.gif")


def test_a_large_picture_is_unpacked_in_a_child(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "prepare_here", None)
    blob = actions.keep(alice, content=picture(2500, 2000), name="a.jpg").blob
    assert (blob.width, list(blob.variants.values_list("width", flat=True))) == (2500, [96, 320, 1280])


def test_a_broken_picture_is_mere_bytes(alice: Person) -> None:
    blob = actions.keep(alice, content=picture(form="PNG")[:2000], name="a.png").blob
    assert (blob.media_type, blob.width) == ("application/octet-stream", None)
    assert Attachment.objects.count() == 1
