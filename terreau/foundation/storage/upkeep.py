"""Clearing away: broken uploads, forgotten files, content nobody points to. By the schedule, once a day."""

import logging
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import task

from terreau.foundation.activity.journal import record
from terreau.foundation.storage import activities, queries
from terreau.foundation.storage.models import Attachment, Blob
from terreau.foundation.storage.place import store
from terreau.foundation.storage.store import a_while_ago

log = logging.getLogger(__name__)
BATCH = 200
A_DAY = timedelta(days=1)
LOOSE_FOR = timedelta(days=30)


@dataclass
class Sweep:
    """What one sweep cleared away, and the digests of rows whose content is gone."""

    temporary: int = 0
    loose: int = 0
    contents: int = 0
    orphans: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def cleared(self) -> int:
        return self.temporary + self.loose + self.contents + self.orphans


@task(queue_name="slow")
def sweep_files() -> None:
    """The sweep as a scheduled job, once a day."""
    sweep()


def sweep(*, older_than: timedelta = A_DAY) -> Sweep:
    """Clear away broken uploads, loose files forgotten for 30 days, content nobody points to; report what is missing.

    Nothing younger than `older_than` is touched, so that an upload under way is never swept.
    """
    done = Sweep()
    before = timezone.now() - older_than
    done.temporary = store().sweep_temporary(older_than=a_while_ago(older_than.total_seconds()))
    done.loose = drop_forgotten(timezone.now() - max(LOOSE_FOR, older_than))
    done.contents = remove_unused(before)
    done.orphans = remove_orphans(before)
    done.missing = missing_contents()
    if done.missing:
        log.error("content is missing from the store", extra={"digests": done.missing[:20], "count": len(done.missing)})
    if done.cleared or done.missing:
        with transaction.atomic():
            record(activities.swept, None, **{**asdict(done), "missing": len(done.missing)})
    return done


def drop_forgotten(before: datetime) -> int:
    """Loose files nobody used since `before`."""
    forgotten = Attachment.objects.filter(thing_kind="", uploaded_at__lt=before)
    gone, _ = Attachment.objects.filter(pk__in=list(forgotten.values_list("pk", flat=True)[:10_000])).delete()
    return gone


def remove_unused(before: datetime) -> int:
    """Content without any row that points to it. What a removed picture leaves unused goes in a further round."""
    removed, last = 0, 0
    old = queries.unused().filter(stored_at__lt=before).order_by("pk")
    while ids := list(old.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        removed += remove_batch(ids, before)
        last = ids[-1]
    return removed + (remove_unused(before) if removed else 0)


def remove_batch(ids: list[int], before: datetime) -> int:
    """Under a lock that uploads of the same content wait for, and asked again under it."""
    with transaction.atomic():
        rows = Blob.objects.filter(pk__in=ids)
        locks = connection.features.has_select_for_update_skip_locked
        locked = [row.pk for row in (rows.select_for_update(skip_locked=True) if locks else rows)]
        free = list(queries.unused().filter(pk__in=locked))
        Blob.objects.filter(pk__in=[row.pk for row in free]).delete()
        for row in free:  # before the lock is given up: whoever waits for it has placed the content anew
            store().remove(row.digest, unless_newer_than=before.timestamp())
    return len(free)


def remove_orphans(before: datetime) -> int:
    """Files without a row: an upload was killed between the two."""
    removed = 0
    old = [digest for digest, placed in store().digests() if placed <= before.timestamp()]
    for start in range(0, len(old), BATCH):
        batch = old[start : start + BATCH]
        known = set(Blob.objects.filter(digest__in=batch).values_list("digest", flat=True))
        removed += sum(store().remove(it, unless_newer_than=before.timestamp()) for it in batch if it not in known)
    return removed


def missing_contents() -> list[str]:
    """Digests of rows whose content is not in the store: both lists are walked side by side, in order."""
    rows = Blob.objects.filter(stored_at__lt=timezone.now()).order_by("digest").values_list("digest", flat=True)
    stored = (digest for digest, _ in store().digests())
    missing, there = [], next(stored, None)
    for digest in list(rows):
        while there is not None and there < digest:
            there = next(stored, None)
        if there != digest:
            missing.append(digest)
    return missing
