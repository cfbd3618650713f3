"""What a person has chosen, and why mail waits where they are."""

from dataclasses import dataclass
from datetime import datetime

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.policies import queries as policies
from terreau.foundation.policies.names import QUIET_HOURS
from terreau.foundation.policies.quiet import QuietHours
from terreau.network.notifications import rules
from terreau.network.notifications.models import Often, Preference, Rhythm
from terreau.network.notifications.queries import letters
from terreau.network.spaces import queries as spaces


@dataclass(frozen=True)
class Quiet:
    """The quiet hours in force for somebody, where they come from and since when."""

    hours: QuietHours
    place: str
    source: str
    since: datetime | None


def chosen(viewer: Person) -> dict[str, str | int]:
    """The viewer’s choice for every kind, and the rhythm of their digest."""
    found: dict[str, str | int] = {str(kind): str(channel) for kind, channel in rules.DEFAULTS.items()}
    found |= dict(Preference.objects.filter(person=viewer).values_list("kind", "channel"))
    rhythm = Rhythm.objects.filter(person=viewer).values_list("often", "hour").first() or (Often.DAILY, 8)
    return found | {"often": str(rhythm[0]), "hour": rhythm[1]}


def channel_at_start(kind: str) -> str:
    """How this kind reaches who has chosen nothing."""
    return rules.DEFAULTS[kind]


def quiet_of(viewer: Person) -> Quiet:
    """When mail waits for the viewer, and by which rule."""
    ruled = policies.in_force(QUIET_HOURS, orgs.place_of(viewer))
    return Quiet(ruled.value, ruled.place, policies.said(ruled.source), ruled.since)


def levels(viewer: Person) -> list[spaces.SpaceLevel]:
    """The viewer’s spaces with what reaches them from each."""
    return spaces.levels_of(viewer)


def holder(viewer: Person, token: str) -> tuple[Person, str] | None:
    """Whom the link of a mail was made for, and what it stops. Whoever holds it need not be signed in (`viewer`)."""
    read = letters.read_token(token)
    person = Person.objects.filter(pk=read[0]).first() if read else None
    return (person, read[1]) if read and person else None
