"""What was shown becomes findable, a few hundred things a transaction."""

from django.db import transaction

from terreau.bridges.imports.staging.models import Imported
from terreau.network.people import actions as people
from terreau.network.search import actions as search

KINDS = ("person", "space", "post", "comment")
BATCH = 200  # things described and indexed in one transaction


def index(run_id: int) -> None:
    """Everything one import brought. Doing it twice changes nothing."""
    for kind in KINDS:
        rows = Imported.objects.filter(run_id=run_id, matched_at=None, kind=kind).order_by("pk")
        last = 0
        while batch := list(rows.filter(pk__gt=last).values_list("pk", "thing_id")[:BATCH]):
            index_batch(kind, [thing for _pk, thing in batch])
            last = batch[-1][0]


def index_batch(kind: str, ids: list[int]) -> None:
    """Some things of one kind: for search, people for the directory too."""
    with transaction.atomic():
        search.index(kind, ids)
        if kind == "person":
            people.list_in_directory(ids)
