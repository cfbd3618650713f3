"""The index made again from what the rooms hold, a batch a transaction, while people work.

How far it is lies in the database: stopped at any point, the next call goes on there.
"""

from collections.abc import Callable, Collection, Sequence

from django.conf import settings
from django.db import transaction

from terreau.foundation.cards.shapes import room_of
from terreau.network.search import actions, terms
from terreau.network.search.models import Indexed, Rebuilding

# Files come with what they hang on.
KINDS = ("person", "space", "post", "comment", "page", "event", "document", "message")
BATCH = 50  # things of one transaction: nobody who writes waits long
MOST = 500  # entries of things that are no more, forgotten in one transaction
Told = Callable[[int], None]


def rebuild(told: Told) -> dict[str, int]:
    """Everything; `told` hears after every batch how many things it held. Returns how many of each kind were seen."""
    seen: dict[str, int] = {}
    for kind in KINDS:
        seen[kind] = 0
        while count := next_batch(kind):
            seen[kind] += count
            told(count)
    with transaction.atomic():
        Rebuilding.objects.all().delete()
    return seen


def remaining() -> int | None:
    """The things still to be seen if a call before was stopped, by the index that is there; None if none was."""
    stopped = dict(Rebuilding.objects.values_list("kind", "last"))
    rows = (Indexed.objects.filter(kind=kind, thing_id__gt=stopped.get(kind, 0)) for kind in KINDS)
    return sum(found.count() for found in rows) if stopped else None


@transaction.atomic
def next_batch(kind: str) -> int:
    """Index the next things of a kind, and forget entries of things that are no more. How many; 0 at the end."""
    place, _made = Rebuilding.objects.select_for_update().get_or_create(kind=kind)
    ids = room_of(kind).after(place.last, BATCH)
    stale = Indexed.objects.filter(kind=kind, thing_id__gt=place.last).exclude(thing_id__in=ids)
    if ids:
        stale = stale.filter(thing_id__lte=ids[-1])
    gone = sorted(stale.values_list("thing_id", flat=True)[:MOST])
    if ids or gone:
        renew(kind, [*ids, *gone])
    if ids and len(gone) < MOST:
        place.last = ids[-1]
        place.save(update_fields=["last"])
    return len(ids) + len(gone)


def renew(kind: str, ids: Collection[int]) -> None:
    """Index things and their files as their rooms describe them now; words are analysed again, whatever has changed."""
    actions.index(kind, ids)
    kept = list(Indexed.objects.filter(kind=kind, thing_id__in=ids))
    if kind in settings.HOLDING_FILES:
        files = actions.files_of(kind, ids, kept)
        actions.index("file", files)
        kept += Indexed.objects.filter(kind="file", thing_id__in=files)
    analyse(kept)


def analyse(rows: Sequence[Indexed]) -> None:
    """Bring rows whose words were analysed by another version up to date."""
    described = {(row.kind, row.thing_id): row for row in rows}
    entries = [
        entry
        for kind in {row.kind for row in rows}
        for entry in room_of(kind).entries([row.thing_id for row in rows if row.kind == kind])
    ]
    changed = []
    for entry in entries:
        row = described[entry.kind, entry.id]
        before = (row.title_terms, row.text_terms)
        fresh = actions.row_of(entry, Indexed(kind=row.kind, thing_id=row.thing_id))
        if before != (fresh.title_terms, fresh.text_terms):
            changed.append((row, fresh))
    terms.remove([row for row, _fresh in changed])
    for row, fresh in changed:
        row.title_terms, row.text_terms = fresh.title_terms, fresh.text_terms
    Indexed.objects.bulk_update([row for row, _fresh in changed], ["title_terms", "text_terms"])
    terms.add([row for row, _fresh in changed])
