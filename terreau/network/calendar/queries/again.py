"""Where an event stands in its series."""

from dataclasses import dataclass
from datetime import datetime

from terreau.foundation.identity.models import Person
from terreau.foundation.policies.quiet import zone_of
from terreau.network.calendar.models import Event
from terreau.network.calendar.queries.rows import address


@dataclass(frozen=True, slots=True)
class Beside:
    """Another one of the same series, on the viewer’s clock."""

    url: str
    start: datetime
    called_off: bool


@dataclass(frozen=True, slots=True)
class Again:
    """The `place`-th of `count`, with its neighbours; `later`: how many come after it."""

    rhythm: str
    place: int
    count: int
    before: Beside | None
    after: Beside | None
    last: datetime
    alone: bool

    @property
    def later(self) -> int:
        return self.count - self.place


def again(viewer: Person, event: Event) -> Again | None:
    """For an event already known to be visible; all of a series stand in the same space."""
    if event.series is None:
        return None
    rows = Event.objects.filter(series=event.series).order_by("starts_at", "pk")
    found = list(rows.values_list("pk", "key", "title", "starts_at", "called_off_at"))
    at = [row[0] for row in found].index(event.pk)
    zone = zone_of(viewer.time_zone)
    beside = [Beside(address(key, title), start.astimezone(zone), bool(off)) for _, key, title, start, off in found]
    return Again(
        rhythm=event.series.rhythm,
        place=at + 1,
        count=len(found),
        before=beside[at - 1] if at else None,
        after=beside[at + 1] if at + 1 < len(found) else None,
        last=beside[-1].start,
        alone=event.on_its_own_since is not None,
    )
