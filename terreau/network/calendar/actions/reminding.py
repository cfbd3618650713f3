"""Reminders: a day and an hour before, each once, by a job."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.calendar import activities, queries, rules
from terreau.network.calendar.actions.rows import locked
from terreau.network.calendar.models import Event, Reminder

KEPT = timedelta(days=7)
BATCH = 500
SAID = {"day": activities.day_before, "hour": activities.hour_before}


@task(queue_name="default")
def remind() -> None:
    """Remind people of what begins soon. Running again, or late, reminds nobody twice."""
    now = timezone.now()
    for event in queries.beginning_soon(now).iterator(chunk_size=BATCH):
        if any(queries.due(event, now)):
            remind_of(None, event=event)
    old = Reminder.objects.filter(starts_at__lt=now - KEPT).order_by("starts_at")
    while chunk := list(old.values_list("pk", flat=True)[:BATCH]):
        Reminder.objects.filter(pk__in=chunk).delete()


@transaction.atomic
def remind_of(actor: Person | None, *, event: Event) -> int:
    """Remind who comes to one event, as far as it is time. How many; the house does this itself."""
    event = locked(event)
    demand(rules.may_remind(actor, event))
    count = 0
    for one in queries.due(event, timezone.now()):
        rows = [Reminder(event=event, person_id=pk, ahead=one.ahead, starts_at=one.starts_at) for pk in one.people]
        Reminder.objects.bulk_create(rows)
        until = int(one.starts_at.timestamp())
        record(SAID[one.ahead], actor, event, space_id=event.space_id, people=one.people, until=until)
        count += len(rows)
    return count
