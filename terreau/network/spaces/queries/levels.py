"""What reaches somebody from each of their spaces."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from terreau.foundation.identity.models import Person
from terreau.network.spaces import rules
from terreau.network.spaces.models import Level, Membership, Space
from terreau.network.spaces.queries.rows import SpaceRow, named

MOST = 200


@dataclass(frozen=True, slots=True)
class SpaceLevel:
    """One of the viewer’s spaces, and the level they chose there."""

    space: SpaceRow
    level: str


def levels_of(viewer: Person) -> list[SpaceLevel]:
    """The viewer’s spaces by name, each with its level."""
    mine = Membership.objects.filter(person_id=viewer.pk, space__shown_at__isnull=False, space__archived_at=None)
    return [
        SpaceLevel(
            SpaceRow(s.pk, s.key, named(s.name, s.names, viewer.language), s.openness, s.language), membership.level
        )
        for membership in mine.select_related("space").order_by("space__name")[:MOST]
        for s in [membership.space]
    ]


def digest_ids(viewer: Person) -> "QuerySet[Space, Any]":
    """Ids of the viewer’s living spaces whose news they want in their digest."""
    mine = Membership.objects.filter(person_id=viewer.pk, level=Level.DIGEST).values("space_id")
    return Space.objects.filter(rules.shown(), pk__in=mine, archived_at=None).values("id")


def people_with_levels(viewer: Person, space: Space) -> "QuerySet[Person]":
    """The other members of a space who are here, each with the `level` they chose: to be counted, never listed."""
    present = Person.objects.present().filter(Q(memberships__space=space)).exclude(pk=viewer.pk)
    return present.annotate(level=F("memberships__level"))
