"""Events that come again: brought in together, changed, called off and answered from one of them on."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.policies.quiet import zone_of
from terreau.foundation.text import rhythms
from terreau.foundation.text.keys import new_key
from terreau.foundation.text.rhythms import Hours
from terreau.network.calendar import activities, rules
from terreau.network.calendar.actions.answers import answer, settle
from terreau.network.calendar.actions.rows import Said, write
from terreau.network.calendar.models import Event, Series
from terreau.network.posts import actions as posts

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

KEY_LENGTH = 8  # so many at once among very many must not meet: 31 ** 8 values


@transaction.atomic
def create_series(
    actor: Person, *, space: "Space", said: Said, rhythm: str, number: int = rhythms.MOST, until: date | None = None
) -> Event:
    """An event that comes again, `number` times at most and not after `until`. Returns the first one.

    Each stands at the hour of the first on the clock of its place.
    """
    demand(rules.may_create(actor, space), _("Only the members of this space bring events into its calendar."))
    if rhythm not in rhythms.RHYTHMS:
        raise Refused(_("It comes every week, every two weeks or every month."))
    days = rhythms.days(said.starts_at.astimezone(zone_of(said.zone)).date(), rhythm, number=number, until=until)
    if len(days) < 2:
        raise Refused(_("So it would come only once. Choose a later last day, or a larger number."))
    series, hours = Series.objects.create(rhythm=rhythm), Hours.of(said.starts_at, said.ends_at, said.zone)
    events: list[Event] = []
    for day in days:
        start, end = hours.on(day) if events else (said.starts_at, said.ends_at)
        told = {"space": space, "series": series, "language": actor.language}
        event = Event(key=new_key(KEY_LENGTH), created_by=actor, changed_by=actor, **told)
        write(event, replace(said, starts_at=start, ends_at=end))
        events.append(event)
    Event.objects.bulk_create(events)
    ids = [event.pk for event in events]
    record(activities.created, actor, events[0], space_id=space.pk, event_ids=ids)
    return events[0]


@transaction.atomic
def edit_following(actor: Person, *, event: Event, said: Said) -> int:
    """Say anew what this one and all later ones of its series say. How many.

    Each moves by as many days as this one, to the same new hours. What was called off, or changed on its own, stays.
    """
    demand(rules.may_edit(actor, event), _("Who brought it in and those who look after the space change an event."))
    here, there = zone_of(event.zone), zone_of(said.zone)
    shift = said.starts_at.astimezone(there).date() - event.starts_at.astimezone(here).date()
    hours, moved, ids = Hours.of(said.starts_at, said.ends_at, said.zone), False, []
    for one in following(event):
        start, end = hours.on(one.starts_at.astimezone(here).date() + shift)
        if one.pk == event.pk:
            start, end = said.starts_at, said.ends_at
        before = one.starts_at, one.ends_at, one.place, one.link
        write(one, replace(said, starts_at=start, ends_at=end))
        one.changed_at, one.changed_by = timezone.now(), actor
        one.save()
        settle(one)
        moved = moved or before != (one.starts_at, one.ends_at, one.place, one.link)
        ids.append(one.pk)
    posts.carry_along("event", ids, title=said.title.strip())
    record(activities.edited, actor, event, space_id=event.space_id, moved=moved, event_ids=ids)
    return len(ids)


@transaction.atomic
def call_off_following(actor: Person, *, event: Event, why: str = "") -> int:
    """None of this one and the later ones of its series takes place. How many; all are resumed together."""
    demand(rules.may_call_off(actor, event), _("Who brought it in and those who look after the space call it off."))
    ids = [one.pk for one in following(event, alone=True)]
    said = {"called_off_at": timezone.now(), "called_off_by": actor, "why_called_off": " ".join(why.split())[:300]}
    for one in Event.objects.filter(pk__in=ids):
        Event.objects.filter(pk=one.pk).update(**said, revision=one.revision + 1)
    record(activities.called_off, actor, event, space_id=event.space_id, event_ids=ids)
    return len(ids)


@transaction.atomic
def answer_following(actor: Person, *, event: Event, choice: str) -> int:
    """Answer this one and all later ones of its series alike, each with its own seats. How many."""
    demand(rules.may_answer(actor, event), _("This event takes no answers any more, or none from outside its space."))
    count = 0
    for one in following(event, alone=True):
        answer(actor, event=one, choice=choice)
        count += 1
    return count


def following(event: Event, *, alone: bool = False) -> Iterator[Event]:
    """This one and the later ones of its series that take place, held; with `alone` those changed on their own too."""
    rows = Event.objects.select_for_update(of=("self",)).select_related("space", "created_by")
    if event.series_id is None:
        yield from rows.filter(pk=event.pk)
        return
    later = rows.filter(series_id=event.series_id, starts_at__gte=event.starts_at, called_off_at=None)
    for one in later.order_by("starts_at", "pk"):
        if alone or one.on_its_own_since is None or one.pk == event.pk:
            yield one
