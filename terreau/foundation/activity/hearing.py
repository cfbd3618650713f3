"""The listeners: each hears every activity, in order, and the failure of one harms nobody else.

A listener hears in one transaction with its own writes and its cursor: both happen or none does. Cursor rows are locked
meanwhile, so any number of workers may let them hear. A little is heard by all in one transaction, each at its own
savepoint, because a commit costs more than hearing; much, or after a failure, by each in its own.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from terreau.foundation.activity.models import Activity, Cursor, Unheard
from terreau.foundation.identity.composed import Composed
from terreau.foundation.text.masking import mask

log = logging.getLogger(__name__)
BATCH = 500
FEW = 50  # activities that are heard by all in one transaction
TRIES = 3  # of one activity by one listener, within about three seconds
TRIES_IN_TROUBLE = 10  # while the database or the network fails: about five minutes
LONGEST_PAUSE = 60  # seconds
TROUBLE = (OperationalError, InterfaceError, ConnectionError, TimeoutError)
Listener = Callable[[list[Activity]], None]
SomeListener = TypeVar("SomeListener", bound=Listener)


def unlocked(listener: SomeListener) -> SomeListener:
    """Mark a listener that writes no rows, or may safely hear twice: on SQLite it then holds no writer’s lock."""
    listener.unlocked = True  # type: ignore[attr-defined]  # read by `is_unlocked`
    return listener


def is_unlocked(listener: Listener) -> bool:
    return getattr(listener, "unlocked", False)


def cursors_of(names: list[str]) -> dict[str, Cursor]:
    """The cursors by listener, in the order of `names`; those of new listeners are made, at the beginning."""
    found = {cursor.listener: cursor for cursor in all_cursors()}
    if new := [Cursor(listener=name) for name in names if name not in found]:
        Cursor.objects.bulk_create(new, ignore_conflicts=True)
        return cursors_of(names)
    return {name: found[name] for name in names}


all_cursors = Composed(Cursor.objects.all)
free_cursors = Composed(lambda: Cursor.objects.select_for_update(skip_locked=True))
next_batch = Composed(lambda seq: Activity.objects.filter(seq__gt=seq).order_by("seq")[:BATCH])


class Batches:
    """What comes next after a number, read once for all listeners that stand at the same place."""

    def __init__(self, fresh: list[Activity] | None = None) -> None:
        self.known: dict[tuple[int, int], list[Activity]] = {}
        if fresh:
            self.known[((fresh[0].seq or 0) - 1, BATCH)] = fresh

    def after(self, seq: int, size: int) -> list[Activity]:
        if (seq, size) not in self.known:
            one_by_one = Activity.objects.filter(seq__gt=seq).order_by("seq")[:size]
            self.known[seq, size] = next_batch(seq) if size == BATCH else list(one_by_one)
        return self.known[seq, size]


def hear_all(cursors: dict[str, Cursor], head: int, batches: Batches) -> tuple[int, bool]:
    """Let everybody hear who is behind `head`. How many activities were heard, and whether somebody is still behind."""
    count, more = 0, False
    behind = [cursor for cursor in cursors.values() if wants(cursor, head)]
    together = [cursor.listener for cursor in behind if at_ease(cursor, head)]
    if together and (heard := hear_together(together, batches)) is not None:
        count, behind = heard, [cursor for cursor in behind if cursor.listener not in together]
    for cursor in behind:
        moved = hear(cursor.listener, import_string(cursor.listener), batches)
        count, more = count + moved, more or 0 < moved < head - cursor.seq
    return count, more


def wants(cursor: Cursor, head: int) -> bool:
    """Is there something new for this listener, and is it not resting after a failure?"""
    return cursor.seq < head and not (cursor.retry_at and cursor.retry_at > timezone.now())


def at_ease(cursor: Cursor, head: int) -> bool:
    """Is this listener only a little behind, without a failure, and content with a transaction?"""
    little = head - cursor.seq <= FEW and not cursor.failures and cursor.careful_until <= cursor.seq
    return little and not is_unlocked(import_string(cursor.listener))


def hear_together(names: list[str], batches: Batches) -> int | None:
    """All of them in one transaction. One that fails is undone at its savepoint, and tried again later by itself.

    None when the transaction as a whole could not be kept: then each alone finds out whose fault it is.
    """
    heard: dict[int, list[str]] = {}
    failed: list[tuple[str, list[Activity], Exception]] = []
    count = 0
    try:
        with transaction.atomic():
            for cursor in (one for one in free_cursors() if one.listener in names):
                batch = batches.after(cursor.seq, BATCH)
                error = attempt(import_string(cursor.listener), batch) if batch else None
                if error:
                    failed.append((cursor.listener, batch, error))
                elif batch:
                    heard.setdefault(batch[-1].seq or 0, []).append(cursor.listener)
                    count += len(batch)
            for seq, listeners in heard.items():
                move(listeners, seq)
    except DatabaseError:
        return None
    return count + sum(step_back(name, batch, error) for name, batch, error in failed)


def move(listeners: list[str], seq: int) -> None:
    """They have heard up to here."""
    marks = ", ".join(["%s"] * len(listeners))
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {Cursor._meta.db_table} SET seq = %s WHERE listener IN ({marks})", [seq, *listeners])


def attempt(listener: Listener, batch: list[Activity]) -> Exception | None:
    """Let it hear at a savepoint; what it raised, if it did."""
    try:
        with transaction.atomic():
            listener(batch)
    except Exception as error:
        return error
    return None


def hear(name: str, listener: Listener, batches: Batches | None = None) -> int:
    """Let one listener hear what is new to it, in a transaction of its own. How many activities it moved over."""
    batch: list[Activity] = []
    try:
        with held(name, listener) as cursor:
            if cursor is None:
                return 0
            size = 1 if cursor.careful_until > cursor.seq else BATCH
            batch = (batches or Batches()).after(cursor.seq, size)
            if not batch:
                return 0
            listener(batch)
            advance(cursor, batch)
    except Exception as error:
        if not batch:
            raise
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
    if connection.vendor == "sqlite" and is_unlocked(listener):
        return nullcontext()
    return transaction.atomic()


def advance(cursor: Cursor, batch: list[Activity]) -> None:
    """Move on, unless another worker moved meanwhile (only possible without a lock)."""
    change = {"seq": batch[-1].seq, "failures": 0, "retry_at": None}
    Cursor.objects.filter(pk=cursor.pk, seq=cursor.seq).update(**change)


def step_back(name: str, batch: list[Activity], error: Exception) -> int:
    """After a failure: one at a time to the end of the batch, with pauses; what fails too often is set aside.

    1 when it may go on at once, 0 when it rests.
    """
    log.error("a listener failed", extra={"listener": name, "seq": batch[0].seq}, exc_info=error)
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


def hear_once_more(id: int) -> tuple[str, int] | None:
    """Give a listener what it could not take. Part of the caller’s transaction; raises what the listener raises.

    Returns the listener and the number, None when it was heard meanwhile. What was purged from the journal is let go.
    """
    unheard = Unheard.objects.select_for_update().filter(pk=id).first()
    if unheard is None:
        return None
    activity = Activity.objects.filter(seq=unheard.seq).first()
    if activity is not None:
        import_string(unheard.listener)([activity])
    Unheard.objects.filter(pk=unheard.pk).delete()
    return unheard.listener, unheard.seq
