"""When somebody no longer sees an event, they keep no seat there: the next in line has it."""

from collections.abc import Sequence

from django.db import transaction

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.calendar import activities, queries, rules
from terreau.network.calendar.actions.answers import settle
from terreau.network.calendar.actions.rows import locked
from terreau.network.calendar.models import Answer, Choice, Event

# After each of these, people may no longer see what is in a space.
IN_SPACE = {
    *("spaces.left", "spaces.removed", "spaces.departed", "spaces.opened_or_closed", "spaces.discovery_set"),
    "spaces.look_ended",
}
OF_PERSON = {"accounts.left", "accounts.deactivated"}


def hear(batch: Sequence[Activity]) -> None:
    """A listener of the journal: who can no longer come is taken off the lists. Heard twice, it changes nothing."""
    here = {activity.space_id for activity in batch if activity.kind in IN_SPACE and activity.space_id}
    gone = {activity.data["person_id"] for activity in batch if activity.kind in OF_PERSON}
    for event in queries.held_by_absent(here, gone):
        release(None, event=event)


@transaction.atomic
def release(actor: Person | None, *, event: Event) -> int:
    """Take off the lists of an event whoever may not see it any more. How many; the house does this itself."""
    event = locked(event)
    demand(rules.may_release(actor, event))
    gone = list(rules.seatless(event))
    event.taken -= sum(one.choice == Choice.YES for one in gone)
    Answer.objects.filter(pk__in=[one.pk for one in gone]).delete()
    if gone:
        record(activities.released, actor, event, space_id=event.space_id, people=[one.person_id for one in gone])
        settle(event)
    return len(gone)
