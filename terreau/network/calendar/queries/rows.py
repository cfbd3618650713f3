"""An event as lists show it, on two clocks: that of its place and that of its reader."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from terreau.foundation.identity.models import Person
from terreau.foundation.policies.quiet import zone_of
from terreau.foundation.text import typography
from terreau.foundation.text.keys import slug
from terreau.network.calendar.models import Event
from terreau.network.posts.queries import PersonRow
from terreau.network.spaces import queries as spaces


@lru_cache(maxsize=8_192)
def address(key: str, title: str) -> str:
    """`/events/m3x9qa-quart-d-heure-qualite`: the key decides, the words are for people."""
    tail = slug(title)
    return f"/events/{key}-{tail}" if tail else f"/events/{key}"


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when on one clock, and the city after which that clock is named."""

    start: datetime
    end: datetime
    city: str

    @property
    def one_day(self) -> bool:
        return self.start.date() == self.end.date()


@dataclass(frozen=True, slots=True)
class EventRow:
    """`here`: on the reader’s clock; `there`: on that of its place. `mine`: the viewer’s answer."""

    id: int
    key: str
    title: str
    language: str
    space: spaces.SpaceRow
    here: Span
    there: Span
    zone: str
    place: str
    link: str
    called_off: bool
    comes_again: bool = False
    office_hours: bool = False
    mine: str = ""

    @property
    def url(self) -> str:
        return address(self.key, self.title)

    @property
    def two_clocks(self) -> bool:
        """Do the two clocks say different hours?"""
        return (self.here.start.utcoffset(), self.here.end.utcoffset()) != (
            self.there.start.utcoffset(),
            self.there.end.utcoffset(),
        )

    @property
    def over(self) -> bool:
        return self.here.end <= timezone.now()

    @property
    def now(self) -> bool:
        return self.here.start <= timezone.now() < self.here.end


def row_of(viewer: Person, event: Event, mine: str = "") -> EventRow:
    """For an event already known to be visible."""
    space = event.space
    name = spaces.named(space.name, space.names, viewer.language)
    return EventRow(
        id=event.pk,
        key=event.key,
        title=event.title,
        language=event.language,
        space=spaces.SpaceRow(space.pk, space.key, name, space.openness, space.language),
        here=span(event, viewer.time_zone, viewer.language),
        there=span(event, event.zone, viewer.language),
        zone=event.zone,
        place=event.place,
        link=event.link,
        called_off=event.called_off_at is not None,
        comes_again=event.series_id is not None,
        office_hours=event.slot_minutes is not None,
        mine=mine,
    )


def span(event: Event, zone: str, language: str) -> Span:
    there = zone_of(zone)
    start, end = event.starts_at.astimezone(there), event.ends_at.astimezone(there)
    return Span(start, end, typography.city(there, language, start))


def said_when(viewer: Person, event: Event) -> str:
    """When and where in one line of plain text, on the viewer’s clock and in the language in force."""
    there = span(event, viewer.time_zone, viewer.language)
    return " · ".join(part for part in (told(there), event.place or (_("online") if event.link else "")) if part)


def told(span: Span) -> str:
    """“Thursday 3 December, 14:00 to 14:45 (Paris)”."""
    language = translation.get_language() or "en"
    first, last = (typography.day(at.date(), language, year=False) for at in (span.start, span.end))
    start, end = (typography.hour(at, language) for at in (span.start, span.end))
    said = {"day": first, "start": start, "end": end, "city": span.city, "last": last}
    if span.one_day:
        return _("%(day)s, %(start)s to %(end)s (%(city)s)") % said
    return _("%(day)s, %(start)s, to %(last)s, %(end)s (%(city)s)") % said


def person_row(person: Person) -> PersonRow:
    return PersonRow(person.key, person.name, person.photo, person.kind)
