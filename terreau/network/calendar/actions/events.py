"""Bringing events in, changing them, calling them off."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.calendar import activities, rules
from terreau.network.calendar.actions.answers import settle
from terreau.network.calendar.actions.rows import Said, locked, write
from terreau.network.calendar.models import Event
from terreau.network.posts import actions as posts

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


def said_of(event: Event) -> Said:
    """What it says of itself now."""
    names = ("title", "starts_at", "ends_at", "zone", "place", "link", "body", "seats", "slot_minutes")
    return Said(**{name: getattr(event, name) for name in names})


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
    """Say it anew; of a series, this one alone.

    The activity knows whether the time or the place changed, which concerns who meant to come.
    """
    event = locked(event)
    demand(rules.may_edit(actor, event), _("Who brought it in and those who look after the space change an event."))
    before = event.starts_at, event.ends_at, event.place, event.link
    write(event, said)
    event.changed_at, event.changed_by = timezone.now(), actor
    event.on_its_own_since = event.changed_at if event.series_id else None
    event.save()
    settle(event)
    posts.carry_along("event", [event.pk], title=event.title)
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
    event.revision += 1
    event.save(update_fields=["called_off_at", "called_off_by", "why_called_off", "revision"])
    record(activities.called_off, actor, event, space_id=event.space_id)
    return event


@transaction.atomic
def resume(actor: Person, *, event: Event) -> Event:
    """It takes place after all, at its time and place; with it what was called off together with it."""
    event = locked(event)
    demand(rules.may_resume(actor, event), _("Who brought it in and those who look after the space resume it."))
    for one in [event, *together(event)]:
        one.called_off_at, one.called_off_by, one.why_called_off = None, None, ""
        one.revision += 1
        one.save(update_fields=["called_off_at", "called_off_by", "why_called_off", "revision"])
        settle(one)
    record(activities.resumed, actor, event, space_id=event.space_id)
    return event


def together(event: Event) -> list[Event]:
    """The others of its series that were called off in the same act."""
    if event.series_id is None:
        return []
    rows = Event.objects.select_for_update(of=("self",)).select_related("space", "created_by")
    same = rows.filter(series_id=event.series_id, called_off_at=event.called_off_at).exclude(pk=event.pk)
    return list(same.order_by("starts_at", "pk"))
