"""The demo company’s events: once, in series, with seats and who takes them, office hours with their slots."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from terreau.foundation.policies.quiet import zone_of
from terreau.foundation.text import rhythms
from terreau.foundation.text.rhythms import Hours
from terreau.network.calendar.models import Answer, Choice, Event, Series


@dataclass(frozen=True)
class Talk:
    """What was said about an event, for the room that owns conversations."""

    kind: str
    id: int
    title: str
    space_id: int
    language: str
    announced: tuple[str, datetime, str] | None
    said: tuple[tuple[str, datetime, str], ...]


def plant(events: Iterable[Any], stage: Any) -> list[Talk]:
    """What stands in the calendars; `stage` knows people, spaces and keys. What was said about it."""
    talks: list[Talk] = []
    for told in events:
        some = series_of(told, stage) if told.again else [event_of(told, stage)]
        Event.objects.bulk_create(some)
        first = next((event for event in some if event.ends_at > timezone.now()), some[-1])
        answer(first, told, stage)
        if told.said or told.announced:
            place = (first.pk, first.title, first.space_id, first.language)
            talks.append(Talk("event", *place, told.announced, told.said))
    return talks


def planted() -> list[int]:
    """Ids of all events."""
    return list(Event.objects.values_list("pk", flat=True))


def answer(event: Event, told: Any, stage: Any) -> None:
    """Who comes, in the order of arrival: beyond the seats one waits. Of office hours, who has which slot."""
    rows = []
    for login, choice, at in told.answers:
        row = Answer(event=event, person_id=stage.people[login], choice=choice, at=at)
        if choice == Choice.YES:
            event.turns += 1
            row.turn = event.turns
            full = event.seats is not None and event.taken >= event.seats
            row.choice = Choice.WAITING if full else Choice.YES
            event.taken += not full
        rows.append(row)
    for slot, login, about in told.slots:
        rows.append(Answer(event=event, person_id=stage.people[login], choice=Choice.YES, slot=slot, about=about))
        event.taken += 1
    Answer.objects.bulk_create(rows)
    event.save(update_fields=["taken", "turns"])


def series_of(told: Any, stage: Any) -> list[Event]:
    """The same at the same hour of its place, as often as it comes."""
    rhythm, number = told.again
    series = Series.objects.create(rhythm=rhythm, made_at=told.created_at)
    hours = Hours.of(told.starts_at, told.ends_at, told.zone)
    days = rhythms.days(told.starts_at.astimezone(zone_of(told.zone)).date(), rhythm, number=number)
    made = []
    for day in days:
        event = event_of(told, stage)
        event.series = series
        event.starts_at, event.ends_at = hours.on(day)
        made.append(event)
    return made


def event_of(told: Any, stage: Any) -> Event:
    event = Event(
        key=next(stage.keys),
        space_id=stage.spaces[told.space],
        title=told.title,
        body=stage.html(told.body),
        language=told.language,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        zone=told.zone,
        place=told.place,
        link=told.link,
        seats=told.seats,
        slot_minutes=told.slot_minutes,
        created_at=told.created_at,
        created_by_id=stage.people[told.by],
        changed_at=told.created_at,
        changed_by_id=stage.people[told.by],
    )
    if told.called_off:
        who, event.called_off_at, event.why_called_off = told.called_off
        event.called_off_by_id = stage.people[who]
    return event
