"""The sequencer and the listeners: after commit, one number each, then everyone hears, each on its own.

Any number of workers may pump. The head row and each listener’s cursor row are locked while they move (on SQLite the
one writer’s lock does it), so that an activity gets one number and a listener hears it in one transaction with its own
writes: both happen or none does.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from terreau.foundation.activity.chain import link
from terreau.foundation.activity.models import Activity, Cursor, Head, Unheard
from terreau.foundation.text.masking import mask

log = logging.getLogger(__name__)
BATCH = 500
TRIES = 3  # of one activity by one listener, within about three seconds
TRIES_IN_TROUBLE = 10  # while the database or the network fails: about five minutes
LONGEST_PAUSE = 60  # seconds
TROUBLE = (OperationalError, InterfaceError, ConnectionError, TimeoutError)
Listener = Callable[[list[Activity]], None]
SomeListener = TypeVar("SomeListener", bound=Listener)


def unlocked(listener: SomeListener) -> SomeListener:
    """Mark a listener that writes no rows, or may safely hear twice: on SQLite it then holds no writer’s lock."""
    listener.unlocked = True  # type: ignore[attr-defined]
    return listener


def pump() -> int:
    """Number what was committed and let every listener hear. Returns how many activities moved, 0 when all is quiet."""
    names: list[str] = settings.ACTIVITY_LISTENERS
    fresh = number_committed()
    head = Head.objects.values_list("seq", flat=True).first() or 0
    cursors = cursors_of(names)
    batches = Batches(fresh)
    behind = [name for name in names if wants(cursors[name], head)]
    return len(fresh) + sum(hear(name, import_string(name), batches) for name in behind)


def cursors_of(names: list[str]) -> dict[str, Cursor]:
    """The cursors by listener; those of new listeners are made, at the beginning."""
    cursors = {cursor.listener: cursor for cursor in Cursor.objects.filter(listener__in=names)}
    if new := [Cursor(listener=name) for name in names if name not in cursors]:
        Cursor.objects.bulk_create(new, ignore_conflicts=True)
        return cursors_of(names)
    return cursors


def wants(cursor: Cursor, head: int) -> bool:
    """Is there something new for this listener, and is it not resting after a failure?"""
    return cursor.seq < head and not (cursor.retry_at and cursor.retry_at > timezone.now())


def news() -> bool:
    """Was anything committed that has no number yet?"""
    return Activity.objects.filter(seq=None).exists()


def number_committed() -> list[Activity]:
    """Give gapless `seq` and the chain’s digest to committed activities. The head row is the lock."""
    if not news():
        return []
    with transaction.atomic():
        head = locked_head()
        if head is None:
            return []
        fresh = list(Activity.objects.filter(seq=None).order_by("id")[:BATCH])
        for activity in fresh:
            head.seq += 1
            head.digest = link(head.digest, head.seq, activity)
            activity.seq, activity.digest = head.seq, head.digest
        write_numbers(fresh)
        Head.objects.filter(pk=1).update(seq=head.seq, digest=head.digest)
    return fresh


def locked_head() -> Head | None:
    """The head row, or None while another worker holds it."""
    head = Head.objects.select_for_update(skip_locked=True).filter(pk=1).first()
    if head is None and not Head.objects.filter(pk=1).exists():
        Head.objects.bulk_create([Head(pk=1)], ignore_conflicts=True)
        head = Head.objects.select_for_update(skip_locked=True).filter(pk=1).first()
    return head


def write_numbers(fresh: Iterable[Activity]) -> None:
    """One statement for the batch, past the ORM: this runs behind every write."""
    table = Activity._meta.db_table
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET seq = %s, digest = %s WHERE id = %s",
            [(activity.seq, activity.digest, activity.pk) for activity in fresh],
        )


class Batches:
    """What comes next after a number, read once for all listeners that stand at the same place."""

    def __init__(self, fresh: list[Activity]) -> None:
        self.known: dict[tuple[int, int], list[Activity]] = {}
        if fresh:
            self.known[((fresh[0].seq or 0) - 1, BATCH)] = fresh

    def after(self, seq: int, size: int) -> list[Activity]:
        if (seq, size) not in self.known:
            self.known[seq, size] = list(Activity.objects.filter(seq__gt=seq).order_by("seq")[:size])
        return self.known[seq, size]


def hear(name: str, listener: Listener, batches: Batches | None = None) -> int:
    """Let one listener hear what is new to it. Its failure harms nobody else, and is tried again later."""
    batch: list[Activity] = []
    try:
        with held(name, listener) as cursor:
            if cursor is None:
                return 0
            size = 1 if cursor.careful_until > cursor.seq else BATCH
            batch = (batches or Batches([])).after(cursor.seq, size)
            if not batch:
                return 0
            listener(batch)
            advance(cursor, batch)
    except Exception as error:
        if not batch:
            raise
        log.exception("a listener failed", extra={"listener": name, "seq": batch[0].seq})
        return step_back(name, batch, error)
    return len(batch)


@contextmanager
def held(name: str, listener: Listener) -> Iterator[Cursor | None]:
    """The listener’s cursor, held for as long as it hears; None while another worker holds it."""
    with turn(listener):
        rows = Cursor.objects.filter(pk=name)
        yield rows.select_for_update(skip_locked=True).first() if connection.in_atomic_block else rows.first()


def turn(listener: Listener) -> AbstractContextManager[object]:
    """A transaction, which on SQLite is the one writer’s lock; unless the listener can do without."""
    if connection.vendor == "sqlite" and getattr(listener, "unlocked", False):
        return nullcontext()
    return transaction.atomic()


def advance(cursor: Cursor, batch: list[Activity]) -> None:
    """Move on, unless another worker moved meanwhile (only possible without a lock)."""
    change = {"seq": batch[-1].seq, "failures": 0, "retry_at": None}
    Cursor.objects.filter(pk=cursor.pk, seq=cursor.seq).update(**change)


def step_back(name: str, batch: list[Activity], error: Exception) -> int:
    """After a failure: one at a time to the end of the batch, with pauses; what fails too often is set aside."""
    change: dict[str, object]
    before, last = (batch[0].seq or 0) - 1, batch[-1].seq or 0
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update().get(pk=name)
        if cursor.seq > before:
            return 0  # another worker has heard it since
        failures, trouble = cursor.failures + 1, isinstance(error, TROUBLE)
        if len(batch) == 1 and failures >= (TRIES_IN_TROUBLE if trouble else TRIES):
            Unheard.objects.create(listener=name, seq=last, reason=mask(repr(error))[:2000])
            change = {"seq": last, "failures": 0, "retry_at": None}
        elif len(batch) > 1 and (failures >= TRIES or not trouble):
            change = {"careful_until": last, "failures": 0, "retry_at": None}
        else:
            pause = timedelta(seconds=min(LONGEST_PAUSE, 2 ** (failures - 1)))
            change = {"failures": failures, "retry_at": timezone.now() + pause}
        Cursor.objects.filter(pk=name).update(**change)
    return 0 if change["retry_at"] else 1
