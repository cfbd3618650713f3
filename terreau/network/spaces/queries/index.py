"""What cards show and the index holds."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.network.spaces import rules
from terreau.network.spaces.models import Space


def card_rows(viewer: Person, ids: Collection[int]) -> list[Space]:
    """Those of these spaces that exist for the viewer."""
    return whole_spaces(list(seen_among(visible_ids, viewer, ids)))


whole_spaces = Composed(lambda ids: Space.objects.filter(pk__in=ids))


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
