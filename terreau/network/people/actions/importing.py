"""People who come with an import: “not yet here”, until they take their profile over by invitation.

Until `reveal` they are of the kind `system`, which exists for nobody.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.orgs import rules as orgs_rules
from terreau.network.people import activities
from terreau.network.people.models import Profile

PORTION = 5_000  # ids in one statement


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody known from elsewhere only. `left`: their account had been closed there."""

    key: str
    name: str
    username: str = ""
    email: str | None = None
    title: str = ""
    time_zone: str = ""
    left: bool = False


@transaction.atomic
def bring_in(actor: Person, *, people: Sequence[Newcomer], source: str) -> dict[str, int]:
    """Make people who exist for nobody until `reveal`; their ids by key. User names already taken are left out."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network brings people in."))
    wanted = [person.username for person in people if person.username]
    taken = {name.lower() for name in _usernames(wanted)}
    made: list[Person] = []
    language = orgs.first_language()
    for person in people:
        free = person.username.lower() not in taken
        taken.add(person.username.lower())
        made.append(_row_of(person, person.username if free else "", language))
    Person.objects.bulk_create(made)
    by_key = {person.key: person for person in people}
    Profile.objects.bulk_create([Profile(person=row, title=by_key[row.key].title, source=source) for row in made])
    record(activities.brought_in, actor, None, person_ids=[row.pk for row in made])
    return {row.key: row.pk for row in made}


@transaction.atomic
def reveal(actor: Person, *, kinds: Mapping[str, Collection[int]]) -> int:
    """People brought in exist from now on, each of the kind given (`member`, `guest`, `bot`). Returns how many."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network shows people brought in."))
    count = 0
    for kind, ids in kinds.items():
        listed = sorted(ids)
        for start in range(0, len(listed), PORTION):
            some = listed[start : start + PORTION]
            waiting = Person.objects.filter(pk__in=some, kind=Kind.SYSTEM, joined_at=None, profile__isnull=False)
            count += waiting.update(kind=kind)
    record(activities.revealed, actor, None, count=count)
    return count


@transaction.atomic
def take_out(actor: Person, *, people: Collection[int]) -> set[int]:
    """Remove people who never came in and wrote nothing that stays. Returns the ids of those who stay."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network takes people out again."))
    rows = Person.objects.filter(pk__in=people)
    stays = Q(joined_at__isnull=False) | Q(posts__isnull=False) | Q(comments__isnull=False)
    kept = set(rows.filter(stays).values_list("pk", flat=True))
    rows.exclude(pk__in=kept).delete()
    record(activities.taken_out, actor, None, count=len(people) - len(kept))
    return kept


def _usernames(wanted: Sequence[str]) -> list[str]:
    """Those of the names that somebody already bears, whatever their capitals."""
    lower = [name.lower() for name in wanted]
    rows = Person.objects.alias(low=Lower("username")).filter(low__in=lower)
    return [name for name in rows.values_list("username", flat=True) if name]


def _row_of(person: Newcomer, username: str, language: str) -> Person:
    """Somebody nobody can sign in as."""
    made = Person(key=person.key, kind=Kind.SYSTEM, username=username or None, email=person.email, name=person.name)
    made.given_name = person.name.split(maxsplit=1)[0][:80]
    made.language = language
    made.time_zone = person.time_zone or made.time_zone
    made.left_at = timezone.now() if person.left else None
    made.set_unusable_password()
    return made
