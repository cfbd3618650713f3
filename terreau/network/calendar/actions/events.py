"""Bringing events in, changing them, calling them off."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.text import mentions, rich
from terreau.network.calendar import activities, rules
from terreau.network.calendar.models import Event

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

LONGEST = timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Said:
    """What an event says of itself: instants, the zone of its place, where one goes or dials in."""

    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str = ""
    link: str = ""
    body: str = ""


@transaction.atomic
def create(actor: Person, *, space: "Space", said: Said) -> Event:
    """A new event of a space."""
    demand(rules.may_create(actor, space), _("Only the members of this space bring events into its calendar."))
    event = Event(space=space, language=actor.language, created_by=actor, changed_by=actor)
    write(event, said)
    event.save(force_insert=True)
    record(activities.created, actor, event, space_id=space.pk)
    return event


@transaction.atomic
def edit(actor: Person, *, event: Event, said: Said) -> Event:
    """Say it anew. The activity knows whether the time or the place changed, which concerns who meant to come."""
    event = locked(event)
    demand(rules.may_edit(actor, event), _("Who brought it in and those who look after the space change an event."))
    before = event.starts_at, event.ends_at, event.place, event.link
    write(event, said)
    event.changed_at, event.changed_by = timezone.now(), actor
    event.save()
    moved = before != (event.starts_at, event.ends_at, event.place, event.link)
    record(activities.edited, actor, event, space_id=event.space_id, moved=moved)
    return event


@transaction.atomic
def call_off(actor: Person, *, event: Event, why: str = "") -> Event:
    """It does not take place; it stays where it stands, and says so."""
    event = locked(event)
    demand(rules.may_call_off(actor, event), _("Who brought it in and those who look after the space call it off."))
    event.called_off_at, event.called_off_by = timezone.now(), actor
    event.why_called_off = " ".join(why.split())[:300]
    event.save(update_fields=["called_off_at", "called_off_by", "why_called_off"])
    record(activities.called_off, actor, event, space_id=event.space_id)
    return event


@transaction.atomic
def resume(actor: Person, *, event: Event) -> Event:
    """It takes place after all, at its time and place."""
    event = locked(event)
    demand(rules.may_resume(actor, event), _("Who brought it in and those who look after the space resume it."))
    event.called_off_at, event.called_off_by, event.why_called_off = None, None, ""
    event.save(update_fields=["called_off_at", "called_off_by", "why_called_off"])
    record(activities.resumed, actor, event, space_id=event.space_id)
    return event


def write(event: Event, said: Said) -> None:
    """Put what was said into the row; Refused for what cannot be."""
    if said.ends_at <= said.starts_at:
        raise Refused(_("An event ends after it starts."))
    if said.ends_at - said.starts_at > LONGEST:
        raise Refused(_("An event lasts 62 days at most."))
    if said.link and not said.link.startswith(("https://", "http://")):
        raise Refused(_("The link begins with https:// or http://."))
    event.title, event.place, event.link = said.title.strip(), said.place.strip(), said.link.strip()
    event.starts_at, event.ends_at, event.zone = said.starts_at, said.ends_at, said.zone
    event.body = rich.link_urls(mentions.strip(rich.clean(said.body), set()))


def locked(event: Event) -> Event:
    """The event as it is now, held until the end of the transaction."""
    return Event.objects.select_for_update(of=("self",)).select_related("space").get(pk=event.pk)
