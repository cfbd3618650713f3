"""Who comes: answers, seats, the waiting list in order of arrival, and people asked to come."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.calendar import activities, rules
from terreau.network.calendar.actions.rows import locked
from terreau.network.calendar.models import Answer, Choice, Event

SAYABLE = (Choice.YES, Choice.PERHAPS, Choice.NO)
MOST_INVITED = 50


@transaction.atomic
def answer(actor: Person, *, event: Event, choice: str) -> Answer:
    """Say whether one comes: yes, perhaps or no. Where every seat is taken a yes waits, in the order of arrival.

    Saying the same again changes nothing: who waits keeps their place.
    """
    event = locked(event)
    demand(rules.may_answer(actor, event), _("This event takes no answers any more, or none from outside its space."))
    if choice not in SAYABLE:
        raise Refused(_("Answer yes, perhaps or no."))
    mine = Answer.objects.filter(event=event, person=actor).first() or Answer(event=event, person=actor)
    if mine.choice == choice or (mine.choice == Choice.WAITING and choice == Choice.YES):
        return mine
    freed = mine.choice == Choice.YES
    mine.choice, mine.at = choice, timezone.now()
    event.taken -= freed
    if choice == Choice.YES:
        take_or_wait(event, mine)
    mine.save()
    settle(event)
    record(activities.answered, actor, event, space_id=event.space_id, choice=str(mine.choice))
    return mine


@transaction.atomic
def invite(actor: Person, *, event: Event, people: Collection[Person]) -> int:
    """Ask these people to come; who has been asked or has answered is not asked again. How many were."""
    event = locked(event)
    demand(
        rules.may_invite(actor, event), _("Who brought it in and those who look after the space ask people to come.")
    )
    if len(people) > MOST_INVITED:
        raise Refused(_("Ask at most %(num)s people at a time.") % {"num": MOST_INVITED})
    ids = {person.pk for person in people}
    able = set(rules.able_to_come(event).filter(pk__in=ids).values_list("pk", flat=True))
    demand(able == ids, _("Only people who may see this event can be asked to come."))
    known = set(Answer.objects.filter(event=event, person__in=ids).values_list("person_id", flat=True))
    fresh = sorted(ids - known - {actor.pk})
    told = {"choice": Choice.ASKED, "invited_by": actor}
    Answer.objects.bulk_create([Answer(event=event, person_id=pk, **told) for pk in fresh])
    if fresh:
        record(activities.invited, actor, event, space_id=event.space_id, people=fresh)
    return len(fresh)


def take_or_wait(event: Event, mine: Answer) -> None:
    """A seat where there is one, else the end of the waiting list. Part of the caller’s transaction."""
    event.turns += 1
    mine.turn = event.turns
    if is_full(event):
        mine.choice = Choice.WAITING
    else:
        event.taken += 1


def is_full(event: Event) -> bool:
    return event.seats is not None and event.taken >= event.seats


def settle(event: Event) -> None:
    """Seats that are free go to those who wait, the first one first; they are told. Keeps the event’s own count.

    Part of the caller’s transaction, which holds the event. What is called off or over moves nobody.
    """
    moved: list[Answer] = []
    if rules.is_to_come(event) and not is_full(event):
        free = None if event.seats is None else event.seats - event.taken
        waiting = Answer.objects.filter(event=event, choice=Choice.WAITING, person__in=rules.able_to_come(event))
        moved = list(waiting.order_by("turn")[:free])
    for one in moved:
        one.choice, one.at = Choice.YES, timezone.now()
    Answer.objects.bulk_update(moved, ["choice", "at"])
    event.taken += len(moved)
    event.save(update_fields=["taken", "turns"])
    if moved:
        record(activities.moved_up, None, event, space_id=event.space_id, people=[one.person_id for one in moved])
