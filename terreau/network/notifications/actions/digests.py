"""Whose digest is due, on their own clock."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.policies.queries import QuietTimes
from terreau.foundation.policies.quiet import zone_of
from terreau.network.notifications.actions.mailing import day_of, gather_digest
from terreau.network.notifications.models import Letter, Notice, Often, Rhythm

BATCH = 500
KEPT = timedelta(days=180)


@task(queue_name="mail")
def begin_digests() -> None:
    """One job for each digest that is due; who has chosen nothing gets one a day."""
    now, quiet = timezone.now(), QuietTimes()
    while settle_newcomers(now, quiet):
        continue
    while due := list(Rhythm.objects.filter(next_at__lte=now).select_related("person").order_by("next_at")[:BATCH]):
        places = orgs.places_by_person([rhythm.person_id for rhythm in due])
        with transaction.atomic():
            for rhythm in due:
                begin(rhythm, places.get(rhythm.person_id, ""), now, quiet)
            Rhythm.objects.bulk_update(due, ["next_at"])


def begin(rhythm: Rhythm, place: str, now: datetime, quiet: QuietTimes) -> None:
    """Leave the job of one digest and say when the next one is due."""
    if rhythm.person.is_active and rhythm.person.email:
        gather_digest.enqueue(rhythm.person_id, day_of(rhythm.person, now))
    rhythm.next_at = next_after(now, rhythm, place, quiet)


def settle_newcomers(now: datetime, quiet: QuietTimes) -> int:
    """A rhythm for the next people who have none. How many."""
    some = list(Person.objects.present().filter(digest_rhythm=None).exclude(email=None).order_by("pk")[:BATCH])
    places = orgs.places_by_person([person.pk for person in some])
    rows = [Rhythm(person=person) for person in some]
    for row in rows:
        row.next_at = next_after(now, row, places.get(row.person_id, ""), quiet)
    Rhythm.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def next_after(now: datetime, rhythm: Rhythm, place: str, quiet: QuietTimes) -> datetime | None:
    """The next digest after `now`: at the hour chosen, on Mondays if weekly, and never in quiet hours."""
    if rhythm.often == Often.NEVER:
        return None
    zone = zone_of(rhythm.person.time_zone)
    day = now.astimezone(zone).date()
    for ahead in range(9):
        on = day + timedelta(days=ahead)
        moment = datetime.combine(on, time(rhythm.hour), zone)
        if moment > now and (rhythm.often == Often.DAILY or on.isoweekday() == 1):
            return quiet.until(place, rhythm.person.time_zone, moment) or moment
    return None


@task(queue_name="slow")
def forget_old() -> None:
    """Notices and letters of half a year ago go, read or not, in short transactions."""
    old = Notice.objects.filter(at__lt=timezone.now() - KEPT).order_by("at")
    while chunk := list(old.values_list("pk", flat=True)[:BATCH]):
        Notice.objects.filter(pk__in=chunk).delete()
    done = Letter.objects.filter(begun_at__lt=timezone.now() - KEPT).order_by("pk")
    while chunk := list(done.values_list("pk", flat=True)[:BATCH]):
        Letter.objects.filter(pk__in=chunk).delete()
