"""The company’s tree as everybody reads it: one level at a time, ids first."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q, QuerySet

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules
from terreau.foundation.orgs.models import Placement, Site, Unit


def own_site(viewer: Person) -> Site | None:
    """Where the viewer works, as far as they said."""
    return Site.objects.filter(placements__person_id=viewer.pk).first()


def open_sites(viewer: Person) -> "QuerySet[Site, Any]":
    """The sites where people work, by country and name; none for guests."""
    return Site.objects.filter(rules.visible(viewer), closed_at=None).order_by("country", "name")


def unit_by_key(viewer: Person, key: str) -> "QuerySet[Unit]":
    """The unit with this key, if the viewer sees the company’s tree."""
    return Unit.objects.filter(rules.visible(viewer), key=key)


def above(viewer: Person, unit: Unit) -> list[Unit]:
    """What a unit hangs on, from the top down; its own row not among them."""
    steps = [int(step) for step in unit.path.split("/") if step and int(step) != unit.pk]
    found = Unit.objects.filter(rules.visible(viewer)).in_bulk(steps)
    return [found[step] for step in steps if step in found]


def below(viewer: Person, unit: Unit | None) -> list[tuple[Unit, int, int]]:
    """What hangs directly under a unit (none: the tops), by name, each with its own units and people counted."""
    units = list(Unit.objects.filter(rules.visible(viewer), parent=unit, closed_at=None).order_by("name"))
    ids = [one.pk for one in units]
    further = Unit.objects.filter(parent__in=ids, closed_at=None).values_list("parent").annotate(n=Count("pk"))
    people = Placement.objects.filter(unit__in=ids, person__in=Person.objects.present())
    branches, seats = dict(further.order_by()), dict(people.values_list("unit").annotate(n=Count("pk")).order_by())
    return [(one, branches.get(one.pk, 0), seats.get(one.pk, 0)) for one in units]


def entities_of(people: "QuerySet[Person]") -> list[tuple[str, str, int]]:
    """Legal entities (key and name) with how many of these people stand in their branch, the largest first."""
    rows = Placement.objects.filter(person__in=people, unit__isnull=False).values_list("unit__path")
    held: Counter[int] = Counter()
    for path, count in rows.annotate(n=Count("pk")).order_by():
        for step in {int(step) for step in path.split("/") if step}:
            held[step] += count
    found = Unit.objects.filter(kind=Unit.ENTITY, closed_at=None, parent__isnull=False, pk__in=held)
    known = [(key, name, held[pk]) for pk, key, name in found.values_list("pk", "key", "name")]
    return sorted(known, key=lambda row: (-row[2], row[1]))


def within(viewer: Person, key: str) -> Q:
    """For people: placed in the branch of the unit with this key. An unknown one holds nobody."""
    path = Unit.objects.filter(rules.visible(viewer), key=key).values_list("path", flat=True).first()
    return Q(placement__unit__path__startswith=path) if path else Q(pk__in=[])
