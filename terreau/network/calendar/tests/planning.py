"""What the tests of the calendar have in common."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.calendar import actions
from terreau.network.calendar.models import Event
from terreau.network.spaces.models import Membership, Space

SOON = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=20)


def told(kind: str) -> list[Activity]:
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def saying(title: str = "Quart d’heure qualité", **more: Any) -> actions.Said:
    start = more.pop("starts_at", SOON)
    return actions.Said(
        title=title,
        starts_at=start,
        ends_at=more.pop("ends_at", start + timedelta(hours=1)),
        zone=more.pop("zone", "Europe/Paris"),
        **more,
    )


def planned(actor: Person, space: Space, title: str = "Quart d’heure qualité", **more: Any) -> Event:
    return actions.create(actor, space=space, said=saying(title, **more))


def again(event: Event) -> Event:
    """The event as the database has it now."""
    return Event.objects.select_related("space").get(pk=event.pk)


def crowd(space: Space, count: int) -> list[Person]:
    """So many members of this space, with nothing known of them but a name."""
    now = timezone.now()
    some = [
        Person(username=f"crowd{n}", name=f"Crowd {n}", joined_at=now, email=f"c{n}@x.example") for n in range(count)
    ]
    made = Person.objects.bulk_create(some)
    Membership.objects.bulk_create([Membership(space=space, person=one, role="member") for one in made])
    return made


def repeated(actor: Person, space: Space, *, rhythm: str = "weekly", **more: Any) -> Event:
    """The first of a series of this space."""
    again = {name: more.pop(name) for name in ("number", "until") if name in more}
    return actions.create_series(actor, space=space, said=saying(**more), rhythm=rhythm, **again)
