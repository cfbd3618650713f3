"""What events say of themselves, put into rows that are held while they change.

Parts of the caller’s transaction and rights.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused
from terreau.foundation.text import mentions, rich, zones
from terreau.network.calendar import queries
from terreau.network.calendar.models import LONGEST, MOST_SEATS, Event


@dataclass(frozen=True, slots=True)
class Said:
    """What an event says of itself: instants, the zone of its place, where one goes or dials in, for how many.

    No `seats`: as many as come. With `slot_minutes` it is office hours, one slot a person.
    """

    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str = ""
    link: str = ""
    body: str = ""
    seats: int | None = None
    slot_minutes: int | None = None


def locked(event: Event) -> Event:
    """The event as it is now, held until the end of the transaction."""
    return Event.objects.select_for_update(of=("self",)).select_related("space", "created_by").get(pk=event.pk)


def write(event: Event, said: Said) -> None:
    """Put what was said into the row; Refused for what cannot be."""
    check_times(said)
    if said.link and not said.link.startswith(("https://", "http://")):
        raise Refused(_("The link begins with https:// or http://."))
    check_seats(event, said)
    event.title, event.place, event.link = said.title.strip(), said.place.strip(), said.link.strip()
    event.starts_at, event.ends_at, event.zone = said.starts_at, said.ends_at, said.zone
    event.seats, event.slot_minutes = said.seats, said.slot_minutes
    event.revision += 1
    event.body = rich.link_urls(mentions.strip(rich.clean(said.body), set()))


def check_times(said: Said) -> None:
    """Refused for what ends before it starts, lasts longer than two months, or stands in no time zone."""
    if said.ends_at <= said.starts_at:
        raise Refused(_("An event ends after it starts."))
    if said.ends_at - said.starts_at > LONGEST:
        raise Refused(_("An event lasts 62 days at most."))
    if said.zone not in zones.known():
        raise Refused(_("There is no time zone “%(zone)s”.") % {"zone": said.zone[:64]})


def check_seats(event: Event, said: Said) -> None:
    """Refused for absurd seats and slots, and for fewer than people come to or have taken."""
    if said.seats is not None and not 1 <= said.seats <= MOST_SEATS:
        raise Refused(_("An event has between 1 and 5,000 seats, or as many as come."))
    if said.seats is not None and said.seats < event.taken:
        raise Refused(queries.too_few(event.taken))
    if said.slot_minutes is None and event.slot_minutes is None:
        return
    if event.pk and event.taken and said.slot_minutes != event.slot_minutes:
        raise Refused(_("Slots are taken already: their length stays as it is."))
    length = timedelta(minutes=said.slot_minutes or 0)
    if said.slot_minutes is not None and not (
        5 <= said.slot_minutes <= 240 and length <= said.ends_at - said.starts_at
    ):
        raise Refused(_("A slot lasts from 5 minutes to 4 hours, and no longer than the office hours."))
    last = queries.last_slot(event)
    if last is not None and said.starts_at + (last + 1) * length > said.ends_at:
        raise Refused(_("Somebody has a slot at the end: office hours cannot be shorter than that."))
    if said.seats is not None:
        raise Refused(_("Office hours have slots, not seats."))
