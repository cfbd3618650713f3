"""The sequencer and the listeners: after commit, one number each, then everyone hears, each on its own."""

import hashlib
import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from terreau.foundation.activity.models import Activity, Cursor, Head, Unheard

log = logging.getLogger(__name__)
BATCH = 500
TRIES = 3
Listener = Callable[[list[Activity]], None]


def pump() -> int:
    """Number what was committed and let every listener hear. Returns how many activities moved, 0 when all is quiet."""
    moved = number_committed()
    for name in settings.ACTIVITY_LISTENERS:
        moved += hear(name, import_string(name))
    return moved


def number_committed() -> int:
    """Give gapless `seq` and the chain's digest to committed activities. The head row is the lock."""
    if not Activity.objects.filter(seq=None).exists():
        return 0
    with transaction.atomic():
        Head.objects.get_or_create(pk=1)
        head = Head.objects.select_for_update().get(pk=1)
        fresh = list(Activity.objects.filter(seq=None).order_by("id")[:BATCH])
        for activity in fresh:
            head.seq += 1
            head.digest = link(head.digest, head.seq, activity)
            activity.seq, activity.digest = head.seq, head.digest
        write_numbers(fresh)
        Head.objects.filter(pk=1).update(seq=head.seq, digest=head.digest)
    return len(fresh)


def write_numbers(fresh: Iterable[Activity]) -> None:
    """One statement for the batch, past the ORM: this runs behind every write."""
    table = Activity._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET seq = %s, digest = %s WHERE id = %s",
            [(activity.seq, activity.digest, activity.pk) for activity in fresh],
        )


def link(before: str, seq: int, activity: Activity) -> str:
    """One link of the chain: SHA-256 over the digest before, the number, ids, the time and the seal. Never words."""
    facts = f"{before}|{seq}|{activity.kind}|{activity.thing_kind}|{activity.thing_id}|{activity.space_id}"
    return hashlib.sha256(f"{facts}|{activity.at.isoformat()}|{activity.seal}".encode()).hexdigest()


def hear(name: str, listener: Listener) -> int:
    """Let one listener hear what is new to it. Its failure harms nobody else, and is tried again later."""
    cursor, _ = Cursor.objects.get_or_create(listener=name)
    if cursor.retry_at and cursor.retry_at > timezone.now():
        return 0
    batch = list(Activity.objects.filter(seq__gt=cursor.seq).order_by("seq")[: BATCH if not cursor.failures else 1])
    if not batch:
        return 0
    try:
        with transaction.atomic():
            listener(batch)
            Cursor.objects.filter(pk=name).update(seq=batch[-1].seq, failures=0, retry_at=None)
    except Exception as error:
        log.exception("listener failed", extra={"listener": name, "seq": batch[0].seq})
        return step_back(cursor, batch, error)
    return len(batch)


def step_back(cursor: Cursor, batch: list[Activity], error: Exception) -> int:
    """After a failure: one at a time, with pauses; after three tries the one that fails is set aside."""
    if len(batch) == 1 and cursor.failures >= TRIES:
        Unheard.objects.create(listener=cursor.listener, seq=batch[0].seq or 0, reason=repr(error)[:2000])
        Cursor.objects.filter(pk=cursor.pk).update(seq=batch[0].seq, failures=0, retry_at=None)
        return 1
    pause = timezone.now() + timedelta(seconds=2**cursor.failures - 1)
    Cursor.objects.filter(pk=cursor.pk).update(failures=cursor.failures + 1, retry_at=pause)
    return 0


def chain_breaks() -> list[int]:
    """The numbers whose link does not follow from the one before; empty when the journal is whole."""
    broken, before, expected = [], "", 0
    for activity in Activity.objects.filter(seq__isnull=False).order_by("seq").iterator(chunk_size=2000):
        expected += 1
        if activity.seq != expected or activity.digest != link(before, expected, activity):
            broken.append(activity.seq or 0)
            expected = activity.seq or expected
        before = activity.digest
    return broken
