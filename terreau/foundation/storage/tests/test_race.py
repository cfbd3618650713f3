"""Many at once: the same content stored once, uploads against the sweeper, senders killed outright."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions, upkeep
from terreau.foundation.storage.models import Attachment, Blob, Variant
from terreau.foundation.storage.store import Folder
from terreau.foundation.storage.tests.conftest import picture
from terreau.foundation.storage.tests.test_sweep import grow_old

AT_ONCE = 8


def at_the_same_time(work: Callable[[int], object], many: int = AT_ONCE) -> list[object]:
    """Run `work(0)` to `work(many - 1)` in threads that start together, each with its own connection."""
    gate = threading.Barrier(many)

    def run(number: int) -> object:
        try:
            gate.wait()
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(run, range(many)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("content", [b"the same minutes" * 10_000, picture(500, 400)], ids=["text", "picture"])
def test_the_same_content_sent_at_once_is_one_content(alice: Person, store: Folder, content: bytes) -> None:
    at_the_same_time(lambda number: actions.keep(alice, content=content, name=f"{number}.bin"))
    assert Attachment.objects.count() == AT_ONCE
    whole = Blob.objects.get(pk=Attachment.objects.values_list("blob", flat=True).distinct().get())
    assert Blob.objects.count() == 1 + Variant.objects.count() == len(list(store.digests()))
    assert store.verify(whole.digest)
    assert list(store.incoming.iterdir()) == []


@pytest.mark.django_db(transaction=True)
def test_content_sent_again_while_it_is_swept_is_not_lost(alice: Person, store: Folder) -> None:
    """Thirty contents nobody used for two days: two sweepers take them while two senders bring them again."""
    contents = [f"comes and goes {number}".encode() for number in range(30)]
    for content in contents:
        actions.keep(alice, content=content, name="old.txt")
    Attachment.objects.all().delete()
    grow_old(store)

    def work(number: int) -> None:
        if number % 2:
            upkeep.sweep()
        else:
            for content in contents:
                actions.keep(alice, content=content, name=f"{number}.txt")

    at_the_same_time(work, 4)
    assert Attachment.objects.count() == 60
    assert Blob.objects.count() == 30
    assert all(store.verify(digest) for digest in Blob.objects.values_list("digest", flat=True))
    assert upkeep.sweep().missing == []


KILLED = """
import os, signal, sys
from pathlib import Path
from terreau.foundation.storage.store import Folder

folder, cut, moment = Folder(Path(sys.argv[1])), int(sys.argv[2]), sys.argv[3]
incoming = folder.receive()
content = os.urandom(1 << 20) * 50
incoming.write(content[:cut])
if moment == "placed":
    folder.place(incoming)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("moment", ["writing", "placed"])
def test_R_03_killed_at_any_byte_leaves_no_orphan_after_a_sweep(store: Folder, moment: str) -> None:
    size = 50 << 20
    for cut in range(0, size + 1, size // 4):
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])}
        killed = subprocess.run(
            [sys.executable, "-c", KILLED, str(store.root), str(cut), moment], env=environment, check=False
        )
        assert killed.returncode == -signal.SIGKILL
    assert len(list(store.incoming.iterdir())) + len(list(store.digests())) == 5
    upkeep.sweep(older_than=timedelta(0))
    assert list(store.incoming.iterdir()) + list(store.digests()) == []
