"""Who may see and touch an event. An event is seen where its space is read, also once it is called off."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.network.calendar.models import Answer, Choice, Event, Feed, Holds
from terreau.network.people import rules as people
from terreau.network.spaces import rules as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


@dataclass(frozen=True, slots=True)
class Rights:
    """What somebody may do with one event they see."""

    edit: bool
    call_off: bool
    resume: bool
    answer: bool
    invite: bool
    see_answers: bool
    book: bool


def rights(viewer: Person, event: Event) -> Rights:
    """All of these at once, for a page that shows its buttons: the role is asked once."""
    role = spaces.role_of(viewer, event.space)
    knows = role is not None and (event.created_by_id == viewer.pk or role in spaces.KEEPERS)
    runs = knows and event.space.archived_at is None
    standing = event.called_off_at is None
    speaks = is_to_come(event) and spaces.may_comment_as(viewer, event.space, role)
    return Rights(
        edit=runs and standing,
        call_off=runs and standing,
        resume=runs and not standing,
        answer=speaks and event.slot_minutes is None,
        book=speaks and event.slot_minutes is not None and event.created_by_id != viewer.pk,
        invite=runs and is_to_come(event),
        see_answers=knows,
    )


def visible(viewer: Person) -> Q:
    """Events `viewer` may see."""
    return spaces.content_of(viewer)


def audience(event: Event) -> QuerySet[Person]:
    """Everyone who may see the event: `visible`, the other way round."""
    return spaces.readers(event.space)


def may_create(actor: Person, space: "Space") -> bool:
    """Members bring events into their space."""
    return spaces.may_publish(actor, space)


def may_run(actor: Person, event: Event) -> bool:
    """Who brought it in, as long as they are in the space, and those who look after the space."""
    inside = spaces.may_publish(actor, event.space)
    return inside and (event.created_by_id == actor.pk or spaces.may_manage(actor, event.space))


def may_edit(actor: Person, event: Event) -> bool:
    return event.called_off_at is None and may_run(actor, event)


def may_call_off(actor: Person, event: Event) -> bool:
    return may_edit(actor, event)


def may_resume(actor: Person, event: Event) -> bool:
    """What was called off is held after all."""
    return event.called_off_at is not None and may_run(actor, event)


def is_to_come(event: Event) -> bool:
    """Neither called off nor over."""
    return event.called_off_at is None and event.ends_at > timezone.now()


def may_answer(actor: Person, event: Event) -> bool:
    """Whoever may say something in the space may say whether they come, until the event is over."""
    return event.slot_minutes is None and is_to_come(event) and spaces.may_comment(actor, event.space)


def may_book(actor: Person, event: Event) -> bool:
    """Of office hours the same people take a slot, but for who offers them."""
    offered = event.slot_minutes is not None and event.created_by_id != actor.pk
    return offered and is_to_come(event) and spaces.may_comment(actor, event.space)


def slot_count(event: Event) -> int:
    """How many whole slots office hours have; 0 for other events."""
    length = timedelta(minutes=event.slot_minutes or 0)
    return (event.ends_at - event.starts_at) // length if length else 0


def may_invite(actor: Person, event: Event) -> bool:
    """Who runs it asks people to come."""
    return is_to_come(event) and may_run(actor, event)


def may_see_answers(actor: Person, event: Event) -> bool:
    """Every answer is read by who runs the event; others read who comes (`answers_visible`) and how many."""
    role = spaces.role_of(actor, event.space)
    return role is not None and (event.created_by_id == actor.pk or role in spaces.KEEPERS)


def answers_visible(viewer: Person, event: Event) -> Q:
    """Answers to an event the viewer sees, of people they may know: those who come, and all to who runs it (A07).

    Who has which slot of office hours is between the two of them.
    """
    known = Q(person__in=Person.objects.filter(people.visible(viewer)))
    if may_see_answers(viewer, event):
        return known
    shown = Q(person_id=viewer.pk) if event.slot_minutes is not None else Q(choice=Choice.YES) | Q(person_id=viewer.pk)
    return known & shown


def able_to_come(event: Event) -> QuerySet[Person]:
    """Who can hold a seat, or be asked to come: everyone who may see the event now, bots apart."""
    return audience(event).exclude(kind="bot")


def seatless(event: Event) -> "QuerySet[Answer]":
    """Answers of people who no longer see the event: they keep no seat from anybody."""
    return Answer.objects.filter(event=event).exclude(person__in=audience(event))


def may_remind(actor: Person | None, event: Event) -> bool:
    """The house itself (nobody) reminds people of what takes place."""
    return actor is None and is_to_come(event)


def may_release(actor: Person | None, event: Event) -> bool:
    """The house itself (nobody) takes off the lists who can no longer come."""
    return actor is None and event.ends_at > timezone.now()


def own_feeds(viewer: Person) -> Q:
    """Feeds are their person’s alone, as long as they are not revoked."""
    return Q(person_id=viewer.pk, revoked_at=None)


def may_open_feed(actor: Person, holds: str, space: "Space | None") -> bool:
    """A feed of one’s own calendar, or of a space one reads."""
    if holds not in Holds.values or (holds == Holds.SPACE) != (space is not None):
        return False
    return actor.is_active and (space is None or spaces.may_read(actor, space))


def may_revoke(actor: Person, feed: Feed) -> bool:
    return feed.person_id == actor.pk and feed.revoked_at is None
