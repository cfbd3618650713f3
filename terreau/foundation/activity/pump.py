"""The sequencer: after commit each activity gets its number and its link in the chain; then whoever listens hears it.

Any number of workers may pump. The head row is locked while numbers are given (on SQLite the one writer’s lock does
it), so that an activity gets one number, without gaps.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction

from terreau.foundation.activity.chain import link
from terreau.foundation.activity.hearing import BATCH, Batches, cursors_of, hear_all
from terreau.foundation.activity.models import Activity, Head
from terreau.foundation.activity.numbers import newest
from terreau.foundation.identity.composed import Composed


class Round(NamedTuple):
    """How many activities moved in one round, counted for each who heard; and whether there is surely more."""

    moved: int
    more: bool


def pump() -> int:
    """One round: number what was committed, let every listener hear. How many activities moved; 0 when all is quiet."""
    return one_round().moved


def pump_while(going: Callable[[], bool]) -> None:
    """Rounds as long as there is surely more and `going()` says so."""
    while going() and one_round().more:
        pass


def one_round() -> Round:
    """Give numbers, then let those hear who are behind."""
    fresh = number_committed()
    cursors = cursors_of(settings.ACTIVITY_LISTENERS)
    head = fresh[-1].seq or 0 if fresh else newest()
    heard, more = hear_all(cursors, head, Batches(fresh))
    return Round(len(fresh) + heard, more or len(fresh) == BATCH)


def news() -> bool:
    """Was anything committed that has no number yet?"""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {Activity._meta.db_table} WHERE seq IS NULL LIMIT 1")
        return cursor.fetchone() is not None


def number_committed() -> list[Activity]:
    """Give gapless `seq` and the chain’s digest to committed activities. The head row is the lock."""
    if not news():
        return []
    with transaction.atomic():
        head = locked_head()
        if head is None:
            return []
        fresh = unnumbered()
        for activity in fresh:
            head.seq += 1
            head.digest = link(head.digest, head.seq, activity)
            activity.seq, activity.digest = head.seq, head.digest
        write_numbers(fresh, head)
    return fresh


def locked_head() -> Head | None:
    """The head row, or None while another worker holds it."""
    heads = free_heads()
    if not heads and not Head.objects.filter(pk=1).exists():
        Head.objects.bulk_create([Head(pk=1)], ignore_conflicts=True)
        heads = free_heads()
    return heads[0] if heads else None


unnumbered = Composed(lambda: Activity.objects.filter(seq=None).order_by("id")[:BATCH])
free_heads = Composed(lambda: Head.objects.select_for_update(skip_locked=True))


def write_numbers(fresh: Iterable[Activity], head: Head) -> None:
    """The numbers and links of these activities, and the new end of the chain."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Activity._meta.db_table} SET seq = %s, digest = %s WHERE id = %s",
            [(activity.seq, activity.digest, activity.pk) for activity in fresh],
        )
        cursor.execute(f"UPDATE {Head._meta.db_table} SET seq = %s, digest = %s", (head.seq, head.digest))
