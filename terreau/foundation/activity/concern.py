"""Whom an activity concerns: what a room answers when notifications ask it.

`settings.CONCERNS` names the function of each room: `(activity) -> Iterator[Concern]`, the weightiest concern first. It
says whom the thing names or touches; rights, settings and who acted are looked at by whoever asks.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from terreau.foundation.activity.models import Activity


@dataclass(frozen=True, slots=True)
class Concern:
    """`kind` is a kind of notice, `topic` the conversation of which the thing is part; of no use after `until`."""

    kind: str
    people: Collection[int]
    thing_kind: str
    thing_id: int
    topic: str
    until: datetime | None = None


def happened(activity_id: int) -> Activity:
    """A row of the journal by its id, for work that goes on later."""
    return Activity.objects.get(pk=activity_id)


def earlier(activity: Activity, kind: str) -> list[int]:
    """Rows of this kind by the same person about the same thing, before this one."""
    same = Activity.objects.filter(kind=kind, thing_kind=activity.thing_kind, thing_id=activity.thing_id)
    return list(same.filter(actor_id=activity.actor_id, pk__lt=activity.pk).values_list("pk", flat=True))


def concerns_of(activity: Activity) -> Iterator[Concern]:
    """What the room of this activity says; nothing for rooms that concern nobody."""
    name = settings.CONCERNS.get(activity.kind.partition(".")[0])
    if name:
        yield from import_string(name)(activity)
