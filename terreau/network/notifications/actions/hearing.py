"""The listener: who is told of what happened, at that moment, with the rights of that moment."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from terreau.foundation.activity.concern import Concern, concerns_of, earlier, happened
from terreau.foundation.identity.models import Person
from terreau.network.notifications import rules
from terreau.network.notifications.actions.mailing import gather
from terreau.network.notifications.models import Channel, Notice, Preference

if TYPE_CHECKING:
    from terreau.foundation.activity.models import Activity

AT_ONCE = 500  # rows of one transaction; more than that is written by jobs, one after the other
# What undoes what, when the same person does it to the same thing.
UNDOES = {"posts.unreacted": "posts.reacted", "posts.unaccepted": "posts.accepted"}
NEWS = timedelta(days=7)  # what is older is history: a listener that starts late tells nobody of it


def hear(batch: "Sequence[Activity]") -> None:
    """Write the notices of these activities. Hearing one again writes nothing twice."""
    for activity in batch:
        if activity.at > timezone.now() - NEWS:
            take_back(activity)
            tell(activity)


def take_back(activity: "Activity") -> None:
    """What was undone concerns nobody any more."""
    undone = UNDOES.get(activity.kind)
    if undone:
        Notice.objects.filter(activity_id__in=earlier(activity, undone)).delete()


@task(queue_name="default")
def tell_more(activity_id: int, after: int) -> None:
    """The next people of an activity that concerns very many."""
    with transaction.atomic():
        tell(happened(activity_id), after)


def tell(activity: "Activity", after: int = 0) -> int:
    """One notice for each of the next people it concerns, in the order of their ids. How many were written."""
    wanted = {person: one for person, one in concerned(activity).items() if person > after}
    some = sorted(wanted)[:AT_ONCE]
    if len(wanted) > AT_ONCE:
        tell_more.enqueue(activity.pk, some[-1])
    told = [notice_of(activity, wanted[person], person) for person in allowed(some, wanted)]
    chosen = channels(told)
    for notice in told:
        notice.channel = chosen[notice.person_id, notice.kind]
    return write([notice for notice in told if notice.channel != Channel.NOTHING])


def concerned(activity: "Activity") -> dict[int, Concern]:
    """Person -> their weightiest concern. Nobody is told of what they did themselves."""
    found: dict[int, Concern] = {}
    for one in concerns_of(activity):
        for person in one.people:
            if person != activity.actor_id:
                found.setdefault(person, one)
    return found


def allowed(some: Sequence[int], wanted: dict[int, Concern]) -> list[int]:
    """Those of these people who are here and may see the thing now."""
    if not some:
        return []
    here = set(Person.objects.present().filter(pk__in=some).values_list("pk", flat=True))
    seeing: dict[tuple[str, int], set[int]] = {}
    for person in here:
        thing = wanted[person].thing_kind, wanted[person].thing_id
        if thing not in seeing:
            seeing[thing] = rules.seeing(*thing, here) if thing[0] else here
    return [person for person in some if person in seeing.get((wanted[person].thing_kind, wanted[person].thing_id), ())]


def notice_of(activity: "Activity", one: Concern, person: int) -> Notice:
    return Notice(
        person_id=person,
        activity_id=activity.pk,
        kind=one.kind,
        act=activity.kind,
        actor_id=activity.actor_id,
        thing_kind=one.thing_kind,
        thing_id=one.thing_id,
        topic=one.topic,
        at=activity.at,
        until=one.until,
    )


def channels(notices: Collection[Notice]) -> dict[tuple[int, str], str]:
    """How each of these reaches its person: what they chose, else the default of the kind."""
    people, kinds = {one.person_id for one in notices}, {one.kind for one in notices}
    chosen = Preference.objects.filter(person_id__in=people, kind__in=kinds) if notices else Preference.objects.none()
    found = {(one.person_id, one.kind): rules.DEFAULTS[one.kind] for one in notices}
    return found | {(row.person_id, row.kind): row.channel for row in chosen}


def write(notices: list[Notice]) -> int:
    """Save them; one that is there already stays as it is."""
    if not notices:
        return 0
    mine = Notice.objects.filter(activity_id=notices[0].activity_id)
    known = set(mine.filter(person_id__in=[one.person_id for one in notices]).values_list("person_id", flat=True))
    fresh = [one for one in notices if one.person_id not in known]
    Notice.objects.bulk_create(fresh, batch_size=AT_ONCE, ignore_conflicts=True)
    for person in sorted({one.person_id for one in fresh if one.channel == Channel.MAIL}):
        gather.enqueue(person)
    return len(fresh)
