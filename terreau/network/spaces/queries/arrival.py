"""For somebody’s first morning: where they are expected, and five spaces that fit what they told of themselves."""

from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.network.people import queries as people
from terreau.network.spaces import rules
from terreau.network.spaces.models import Discovery, Invitation, Joining, Membership, Openness, Space
from terreau.network.spaces.queries.directory import SHORTEST_WORD, Listed, rows_of, stem
from terreau.network.spaces.queries.rows import named

SUGGESTED = 5
MOST_WORDS = 16
FAMILIAR = 2  # what a space made for one’s own country or branch counts, in words that meet


def expected(viewer: Person) -> list[Listed]:
    """Spaces that keep a place for the viewer."""
    mine = Invitation.objects.filter(rules.open_invitation(viewer), space=OuterRef("pk"))
    found = Space.objects.filter(rules.shown(), Exists(mine), archived_at=None).order_by("name")
    return rows_of(viewer, list(found[:SUGGESTED]))


def suggested(viewer: Person) -> list[Listed]:
    """Spaces that the viewer may join or ask to join: those that speak of their work first, then the largest.

    Never a secret one, never one they are in or are invited to.
    """
    telling = sorted({stem(word) for word in people.interests(viewer) if len(word) >= SHORTEST_WORD})[:MOST_WORDS]
    near: Any = Case(
        When(Exists(made_for(viewer)), then=Value(FAMILIAR)), default=Value(0), output_field=IntegerField()
    )
    for word in telling:
        near = near + Case(When(words__contains=word, then=Value(1)), default=Value(0), output_field=IntegerField())
    mine = Membership.objects.filter(space=OuterRef("pk"), person_id=viewer.pk)
    asked = Invitation.objects.filter(rules.open_invitation(viewer), space=OuterRef("pk"))
    found = Space.objects.filter(rules.visible(viewer), ~Exists(mine), ~Exists(asked), archived_at=None)
    able = found.exclude(openness=Openness.SECRET).exclude(joining=Joining.INVITATION).annotate(near=near)
    spaces = list(able.order_by("-near", "-member_count", "pk")[:SUGGESTED])
    return [row for row in rows_of(viewer, spaces) if row.may_join or row.may_request]


def made_for(viewer: Person) -> Any:
    """Discovery rows that name the viewer’s own branch or country."""
    return Discovery.objects.filter(orgs.placed_in(viewer), space=OuterRef("pk"))


def keyless(viewer: Person) -> list[dict[str, Any]]:
    """Spaces whose every owner has gone: name where the viewer sees the space, only its size where not.

    `inside`: may somebody there keep it?
    """
    if not rules.may_see_keyless(viewer):
        return []
    seen = Exists(Space.objects.filter(rules.visible(viewer), pk=OuterRef("pk")))
    inside = Exists(rules.able_inside().filter(space=OuterRef("pk")).exclude(person_id=viewer.pk))
    rows = Space.objects.filter(rules.without_keeper()).annotate(seen=seen, inside=inside)
    rows = rows.order_by("-member_count", "pk")
    columns = rows.values("key", "name", "names", "member_count", "seen", "inside", last=F("active_at"))
    return [
        {**row, "name": named(row["name"], row["names"], viewer.language) if row["seen"] else "", "names": {}}
        for row in columns[:100]
    ]


def keyless_by_key(viewer: Person, key: str) -> Space | None:
    """One of them."""
    allowed = Q() if rules.may_see_keyless(viewer) else Q(pk__in=[])
    return Space.objects.filter(allowed, rules.without_keeper(), key=key).first()
