"""The chain: each activity’s digest covers the one before, so that nobody changes, removes or inserts one unseen.

It covers numbers, ids, times and salted seals, never names or words. Erasing a person empties who and what, and the
chain still holds. Every so often a segment is closed and signed with the install’s secret; old segments are purged
whole, and what is left still follows from the last signature.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from terreau.foundation.activity.models import Activity, Cursor, Head, Receipt, Segment

LENGTH = 10_000  # activities of one segment, at most
CHUNK = 500
FIELDS = ("seq", "kind", "thing_kind", "thing_id", "space_id", "at", "seal", "digest", "salt", "actor_id", "data")


class Row(NamedTuple):
    """What the chain needs of an activity."""

    seq: int
    kind: str
    thing_kind: str
    thing_id: int | None
    space_id: int | None
    at: datetime
    seal: str
    digest: str
    salt: str
    actor_id: int | None
    data: dict[str, Any]


@dataclass(frozen=True)
class Break:
    """Where the journal does not hold, and how it shows."""

    seq: int
    what: str


def link(before: str, seq: int, activity: Activity | Row) -> str:
    """One link of the chain: SHA-256 over the digest before, the number, ids, the time and the seal. Never words."""
    facts = f"{before}|{seq}|{activity.kind}|{activity.thing_kind}|{activity.thing_id}|{activity.space_id}"
    return hashlib.sha256(f"{facts}|{activity.at.isoformat()}|{activity.seal}".encode()).hexdigest()


def seal(salt: str, actor_id: int | None, data: dict[str, Any]) -> str:
    """SHA-256 of the salt with who and what; recomputable as long as the salt is kept."""
    facts = json.dumps([salt, actor_id, data], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(facts.encode()).hexdigest()


def chain_breaks(
    *, newest: int = 0, secrets: Sequence[str] = (), advance: Callable[[int], None] = lambda count: None
) -> list[Break]:
    """Every place where the journal does not hold; empty when it is whole.

    `newest`: look at the last so many only. `secrets`: those of the install the journal comes from, if not this one.
    """
    head = Head.objects.filter(pk=1).first() or Head(seq=0, digest="")
    breaks = segment_breaks(secrets or our_secrets())
    seq, digest = beginning(head.seq - newest if newest else 0)
    ends = dict(Segment.objects.filter(last__gt=seq).values_list("last", "digest"))
    for row in rows_between(seq, head.seq):
        breaks += row_breaks(row, seq, digest)
        if ends.get(row.seq, row.digest) != row.digest:
            breaks.append(Break(row.seq, "differs from the signed end of its segment"))
        seq, digest = row.seq, row.digest
        if seq % CHUNK == 0:
            advance(CHUNK)
    if (seq, digest) != (head.seq, head.digest):
        breaks.append(Break(head.seq, f"the journal ends at {seq} and should end at {head.seq}"))
    return breaks


def row_breaks(row: Row, seq: int, digest: str) -> list[Break]:
    """What is wrong with one row, after the one numbered `seq` with `digest`."""
    if row.seq != seq + 1:
        return [Break(seq + 1, f"{row.seq - seq - 1} activities are missing")]
    if row.digest != link(digest, row.seq, row):
        return [Break(row.seq, "does not follow from the one before")]
    if row.salt and row.seal != seal(row.salt, row.actor_id, row.data):
        return [Break(row.seq, "says something else than was sealed")]
    return []


def segment_breaks(secrets: Sequence[str]) -> list[Break]:
    """Signatures that do not hold, and segments that do not follow from one another."""
    breaks, last, digest = [], 0, ""
    for segment in Segment.objects.order_by("first"):
        if not any(hmac.compare_digest(segment.signature, signature_of(segment, secret)) for secret in secrets):
            breaks.append(Break(segment.last, "the signature of its segment does not hold"))
        if (segment.first, segment.before) != (last + 1, digest):
            breaks.append(Break(segment.first, "its segment does not follow from the one before"))
        last, digest = segment.last, segment.digest
    return breaks


def beginning(at_least: int) -> tuple[int, str]:
    """Number and digest to go on from: the end of what was purged, or `at_least` when that is later."""
    purged = Segment.objects.exclude(purged_at=None).order_by("-last").first()
    start, digest = (purged.last, purged.digest) if purged else (0, "")
    if at_least > start:
        found = Activity.objects.filter(seq=at_least).values_list("digest", flat=True).first()
        return at_least, found or ""
    return start, digest


def rows_between(after: int, upto: int) -> Iterator[Row]:
    """What the chain needs of the activities numbered `after < seq <= upto`, in order."""
    rows = Activity.objects.filter(seq__gt=after, seq__lte=upto).order_by("seq").values_list(*FIELDS)
    return (Row(*row) for row in rows.iterator(chunk_size=2000))


def our_secrets() -> list[str]:
    """Today’s secret of this install, and those it replaced."""
    return [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]


def signature_of(segment: Segment, secret: str) -> str:
    """The signature a segment bears under this secret of the install."""
    facts = f"{segment.first}|{segment.last}|{segment.before}|{segment.digest}"
    return salted_hmac("terreau.activity.segment", facts, secret=secret, algorithm="sha256").hexdigest()


def close_segments() -> int:
    """Sign what has no signature yet, in segments of at most ten thousand. Returns how many were closed."""
    closed = 0
    while close_one():
        closed += 1
    return closed


def close_one() -> bool:
    """Close the next segment; False when everything numbered is in one."""
    with transaction.atomic():
        head = Head.objects.select_for_update().filter(pk=1).first()
        before = Segment.objects.order_by("-last").first()
        first = before.last + 1 if before else 1
        if head is None or head.seq < first:
            return False
        last = min(head.seq, first + LENGTH - 1)
        digest = Activity.objects.values_list("digest", flat=True).get(seq=last)
        segment = Segment(first=first, last=last, before=before.digest if before else "", digest=digest)
        segment.signature = signature_of(segment, settings.SECRET_KEY)
        segment.save(force_insert=True)
    return True


def purge_before(moment: datetime) -> int:
    """Delete whole segments whose youngest activity is older than `moment` and that every listener has heard."""
    heard = Cursor.objects.filter(listener__in=settings.ACTIVITY_LISTENERS).order_by("seq").first()
    purged = 0
    for segment in Segment.objects.order_by("first"):
        inside = Activity.objects.filter(seq__gte=segment.first, seq__lte=segment.last)
        if (heard and heard.seq < segment.last) or inside.filter(at__gte=moment).exists():
            break
        Segment.objects.filter(pk=segment.pk, purged_at=None).update(purged_at=timezone.now())
        while chunk := list(inside.order_by("seq").values_list("pk", flat=True)[:CHUNK]):
            purged += Activity.objects.filter(pk__in=chunk).delete()[0]
    return purged


def forget(person_id: int) -> int:
    """Empty who, what and salt of a person’s activities, and drop their receipts. The chain still holds.

    Belongs into the action that erases the person, which records that it was done. Returns how many were emptied.
    """
    emptied = 0
    Receipt.objects.filter(person_id=person_id).delete()
    theirs = Activity.objects.filter(actor_id=person_id).order_by("pk")
    while chunk := list(theirs.values_list("pk", flat=True)[:CHUNK]):
        emptied += Activity.objects.filter(pk__in=chunk).update(actor=None, data={}, salt="")
    about = Activity.objects.filter(thing_kind="person", thing_id=person_id).exclude(salt="")
    return emptied + about.update(data={}, salt="")
