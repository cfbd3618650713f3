"""What a person wants to be told, how, and when."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Absent, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.policies.queries import QuietTimes
from terreau.network.notifications import activities, rules
from terreau.network.notifications.actions.digests import next_after
from terreau.network.notifications.models import Channel, Kind, Often, Preference, Rhythm
from terreau.network.notifications.queries import letters


@transaction.atomic
def choose(actor: Person, *, channels: dict[str, str], often: str, hour: int) -> None:
    """How each kind reaches the actor, and when their digest leaves."""
    demand(rules.may_settle(actor, actor.pk))
    known = all(kind in Kind.values and channel in Channel.values for kind, channel in channels.items())
    demand(known and often in Often.values and 0 <= hour <= 23, _("This choice does not exist."))
    for kind, channel in channels.items():
        prefer(actor, kind, channel)
    beat(actor, often, hour)
    record(activities.settled, actor, actor, person_id=actor.pk)


@transaction.atomic
def stop(actor: Person, *, person_id: int, stops: str) -> None:
    """No more mail of one sort to the holder of a signed link, who need not sign in. Twice is once."""
    demand(rules.may_settle(actor, person_id))
    if stops == letters.DIGEST:
        mine = Rhythm.objects.filter(person=actor).first()
        beat(actor, Often.NEVER, mine.hour if mine else 8)
    elif stops == letters.ALL_AT_ONCE:
        for kind in Kind.values:
            lower(actor, kind, {Channel.MAIL})
    elif stops in Kind.values:
        lower(actor, stops, {Channel.MAIL, Channel.DIGEST})
    else:
        raise Absent
    record(activities.stopped, actor, actor, person_id=actor.pk, stops=stops)


def lower(person: Person, kind: str, ways: Collection[str]) -> None:
    """What came in one of these ways waits in the centre from now on."""
    now = Preference.objects.filter(person=person, kind=kind).values_list("channel", flat=True).first()
    if (now or rules.DEFAULTS[kind]) in ways:
        prefer(person, kind, Channel.CENTRE)


def prefer(person: Person, kind: str, channel: str) -> None:
    """A row where it differs from the default, none where it does not."""
    if channel == rules.DEFAULTS[kind]:
        Preference.objects.filter(person=person, kind=kind).delete()
    else:
        Preference.objects.update_or_create(person=person, kind=kind, defaults={"channel": channel})


def beat(person: Person, often: str, hour: int) -> None:
    """When the digest leaves from now on."""
    rhythm = Rhythm.objects.filter(person=person).first() or Rhythm(person=person)
    rhythm.person, rhythm.often, rhythm.hour = person, often, hour
    rhythm.next_at = next_after(timezone.now(), rhythm, orgs.place_of(person), QuietTimes())
    rhythm.save()
