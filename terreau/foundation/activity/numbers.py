"""Reading the journal by its numbers: `seq` has no gaps and only grows, on both databases."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings

from terreau.foundation.activity.models import Activity, Cursor, Head, Unheard


def newest() -> int:
    """The last number given; 0 in a new network."""
    return Head.objects.filter(pk=1).values_list("seq", flat=True).first() or 0


def heard_by(listeners: Collection[str]) -> dict[str, int]:
    """How far each of these listeners has heard; 0 for one that never did."""
    heard = dict(Cursor.objects.filter(listener__in=listeners).values_list("listener", "seq"))
    return {name: heard.get(name, 0) for name in listeners}


def between(after: int, upto: int, limit: int) -> list[Activity]:
    """At most `limit` activities numbered `after < seq <= upto`, without what only the chain needs."""
    fields = ("id", "seq", "kind", "actor_id", "thing_kind", "thing_id", "space_id", "data")
    return list(Activity.objects.filter(seq__gt=after, seq__lte=upto).only(*fields).order_by("seq")[:limit])


def lag() -> dict[str, int]:
    """How many activities wait for their number (`sequencer`), and for each listener: the figures of the pump."""
    head = newest()
    heard = heard_by(settings.ACTIVITY_LISTENERS)
    unnumbered = Activity.objects.filter(seq=None).count()
    return {"sequencer": unnumbered, **{name: head + unnumbered - seq for name, seq in heard.items()}}


def count() -> int:
    """How many activities there are, numbered or not."""
    return Activity.objects.count()


def set_aside() -> int:
    """How many activities a listener could not take."""
    return Unheard.objects.count()


def all_set_aside() -> list[Unheard]:
    """What listeners could not take, the oldest first."""
    return list(Unheard.objects.order_by("pk"))


def acts(
    kinds: Collection[str], *, actors: Collection[int] | None, until: datetime | None, before: int | None, limit: int
) -> list[Activity]:
    """At most `limit` activities of these kinds, the newest first: below the number `before`, not after `until`.

    `actors` (ids) narrows to what these people did; None means whoever did it.
    """
    found = Activity.objects.filter(kind__in=kinds, seq__isnull=False).select_related("actor").order_by("-seq")
    if actors is not None:
        found = found.filter(actor_id__in=actors)
    if until is not None:
        found = found.filter(at__lt=until)
    return list((found.filter(seq__lt=before) if before else found)[:limit])


def aside(id: int) -> Unheard | None:
    """One thing a listener could not take."""
    return Unheard.objects.filter(pk=id).first()
