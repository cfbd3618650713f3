"""What rooms above ask about events by their ids: who sees them, what search may keep."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.network.calendar import rules
from terreau.network.calendar.models import Event


def visible_events(viewer: Person) -> "QuerySet[Event, Any]":
    """Ids of the events the viewer sees, to be asked with `prepared.seen_among`."""
    return Event.objects.filter(rules.visible(viewer)).values("id")


def seen_events(viewer: Person, ids: Collection[int]) -> list[Event]:
    """Of these events, those the viewer sees, with space and organiser at hand."""
    return whole_events(list(seen_among(visible_events, viewer, ids)))


def once(rows: "QuerySet[Event]") -> "QuerySet[Event]":
    """Of a series the first one is found, and those that say something of their own."""
    earlier = Event.objects.filter(series_id=OuterRef("series_id"), pk__lt=OuterRef("pk"))
    return rows.filter(Q(series=None) | Q(on_its_own_since__isnull=False) | ~Exists(earlier))


whole_events = Composed(lambda ids: Event.objects.filter(pk__in=ids).select_related("space", "created_by"))
places_of_events = Composed(lambda ids: Event.objects.filter(pk__in=ids).values_list("pk", "space_id"))
findable_events = Composed(lambda ids: once(Event.objects.filter(pk__in=ids, space__shown_at__isnull=False)))


def readers_of_event(id: int, among: Collection[int]) -> set[int]:
    """Which of the people `among` see this event now."""
    event = Event.objects.select_related("space").filter(pk=id).first()
    return set(rules.audience(event).filter(pk__in=among).values_list("pk", flat=True)) if event else set()
