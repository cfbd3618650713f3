"""What cards show and the index holds."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.identity.models import Person
from terreau.network.spaces import rules
from terreau.network.spaces.models import Space


def card_rows(viewer: Person, ids: Collection[int]) -> list[Space]:
    """Those of these spaces that exist for the viewer, with what cards say of them, and no more."""
    return said_of_spaces(viewer, list(ids))


said_of_spaces = Prepared(
    lambda viewer, ids: Space.objects.filter(rules.visible(viewer), pk__in=ids).only(
        "key", "name", "names", "purpose", "purposes"
    )
)


def visible_ids(viewer: Person) -> "QuerySet[Space, Any]":
    """Ids of the spaces that exist for the viewer."""
    return Space.objects.filter(rules.visible(viewer)).values("id")


def entry_rows(ids: Collection[int]) -> QuerySet[Space]:
    """These spaces for the index, whoever asks later: what it finds is trimmed when it is read."""
    return Space.objects.filter(rules.shown(), pk__in=ids)


def reached(id: int, among: Collection[int]) -> set[int]:
    """Which of these persons may read the space’s content, which is what its events are about."""
    space = Space.objects.filter(pk=id).first()
    return set(rules.readers(space).filter(pk__in=among).values_list("pk", flat=True)) if space else set()
