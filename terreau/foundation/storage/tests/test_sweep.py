import os
import time
from datetime import timedelta

from django.apps import apps
from django.utils import timezone

from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions, upkeep
from terreau.foundation.storage.models import Attachment, Blob, Variant
from terreau.foundation.storage.store import Folder
from terreau.foundation.storage.tests.conftest import picture
from terreau.foundation.storage.tests.test_attach import kept


def grow_old(folder: Folder, days: float = 2) -> None:
    """Everything in the store and its rows came two days ago."""
    then = time.time() - days * 86_400
    for path in folder.root.rglob("*"):
        os.utime(path, (then, then))
    Blob.objects.update(stored_at=timezone.now() - timedelta(days=days))


def test_what_is_in_use_stays(alice: Person, store: Folder) -> None:
    kept(alice, "a.txt")
    actions.keep(alice, content=picture(), name="a.jpg")
    grow_old(store)
    done = upkeep.sweep()
    assert (done.cleared, done.missing) == (0, [])
    assert Blob.objects.count() == len(list(store.digests())) == 4
    assert not Activity.objects.filter(kind="storage.swept").exists()


def test_content_without_a_row_that_points_to_it_goes_after_a_day(alice: Person, store: Folder) -> None:
    picture_key = actions.keep(alice, content=picture(), name="a.jpg").key
    (text_key,) = kept(alice, "a.txt")
    Attachment.objects.all().delete()
    assert upkeep.sweep().cleared == 0
    grow_old(store)
    assert upkeep.sweep().contents == 4
    assert (Blob.objects.count(), Variant.objects.count(), list(store.digests())) == (0, 0, [])
    assert Activity.objects.get(kind="storage.swept").data["contents"] == 4
    assert picture_key != text_key


def test_content_another_room_points_to_stays(alice: Person, store: Folder) -> None:
    attachment = actions.keep(alice, content=b"face", name="a.txt")
    apps.get_model("posts", "Preview").objects.create(url="https://a.example", image=attachment.blob)
    attachment.delete()
    grow_old(store)
    assert upkeep.sweep().cleared == 0
    assert store.has(attachment.blob.digest)


def test_R_03_what_a_kill_leaves_behind_goes(alice: Person, store: Folder) -> None:
    """Killed while writing: a temporary file. Killed between file and row: a file without a row."""
    half = store.receive()
    half.write(b"half a fi")
    whole = store.receive()
    whole.write(b"whole, but no row")
    store.place(whole)
    with store.bench() as bench:
        (bench / "whole").write_bytes(b"x")
        grow_old(store)
        done = upkeep.sweep()
        assert (done.temporary, done.orphans) == (2, 1)
        assert list(store.incoming.iterdir()) == []
        bench.mkdir()
    assert list(store.digests()) == []


def test_uploads_under_way_are_left_alone(alice: Person, store: Folder) -> None:
    half = store.receive()
    half.write(b"still coming")
    placed = store.receive()
    placed.write(b"its row is about to be written")
    store.place(placed)
    assert upkeep.sweep().cleared == 0
    assert store.has(placed.digest)
    assert half.path.exists()
    half.abandon()


def test_content_placed_anew_survives_the_sweep_that_was_about_to_take_it(alice: Person, store: Folder) -> None:
    attachment = actions.keep(alice, content=b"again", name="a.txt")
    digest = attachment.blob.digest
    grow_old(store)
    again = store.receive()
    again.write(b"again")
    store.place(again)
    assert store.remove(digest, unless_newer_than=time.time() - 86_400) is False
    assert store.verify(digest)


def test_missing_content_is_reported(alice: Person, store: Folder) -> None:
    attachment = actions.keep(alice, content=b"lost", name="a.txt")
    store.path(attachment.blob.digest).unlink()
    assert upkeep.sweep().missing == [attachment.blob.digest]
    assert Activity.objects.get(kind="storage.swept").data["missing"] == 1


def test_loose_files_are_forgotten_after_thirty_days(alice: Person, store: Folder) -> None:
    kept(alice, "old.txt", "new.txt")
    Attachment.objects.filter(name="old.txt").update(uploaded_at=timezone.now() - timedelta(days=31))
    assert upkeep.sweep().loose == 1
    assert list(Attachment.objects.values_list("name", flat=True)) == ["new.txt"]


def test_the_scheduled_job_sweeps(alice: Person, store: Folder) -> None:
    orphan = store.receive()
    orphan.write(b"orphan")
    store.place(orphan)
    grow_old(store)
    upkeep.sweep_files.func()
    assert list(store.digests()) == []


def test_verify_tells_changed_content(store: Folder) -> None:
    incoming = store.receive()
    incoming.write(b"as it was")
    store.place(incoming)
    assert store.verify(incoming.digest)
    store.path(incoming.digest).write_bytes(b"as it is now")
    assert not store.verify(incoming.digest)
    assert not store.verify("0" * 64)
