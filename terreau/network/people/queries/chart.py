"""The org chart: what stands above and below a unit, who leads it, who works in it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import queries as orgs
from terreau.foundation.orgs.models import Unit
from terreau.network.people import rules
from terreau.network.people.queries.people import Row, place_of, rows, unit_address

PAGE = 20


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the org chart, with what it holds itself."""

    key: str
    name: str
    url: str
    units: int
    people: int


@dataclass(frozen=True)
class UnitPage:
    """One unit of the org chart: what stands above and below it, and who works in it."""

    name: str
    key: str
    country: str
    steps: list[tuple[str, str, str]]
    below: list[Branch]
    leads: list[Row]
    people: list[Row]
    next: str | None

    @property
    def above(self) -> list[tuple[str, str]]:
        """The way down to it: names with their addresses."""
        return [(name, url) for _key, name, url in self.steps]


def unit_page(viewer: Person, *, key: str, after: str = "") -> UnitPage:
    """One level of the org chart; `after` is where the list of people goes on. Raises `Absent`."""
    unit = one(orgs.unit_by_key(viewer, key))
    here = Person.objects.filter(rules.visible(viewer), placement__unit_id=unit.pk, left_at=None)
    leading = Exists(Person.objects.filter(placement__unit_id=unit.pk, placement__manager_id=OuterRef("pk")))
    leads = list(here.filter(leading).order_by("profile__sort_name", "pk").values_list("pk", flat=True)[:3])
    if place := place_of(after):
        here = here.filter(Q(profile__sort_name__gt=place[0]) | Q(profile__sort_name=place[0], pk__gt=place[1]))
    ids = list(here.order_by("profile__sort_name", "pk").values_list("pk", "profile__sort_name")[: PAGE + 1])
    last = ids[PAGE - 1] if len(ids) > PAGE else None
    shown = {row.id: row for row in rows(viewer, [*leads, *[id for id, _ in ids[:PAGE]]])}
    return UnitPage(
        name=unit.name,
        key=unit.key,
        country=unit.country,
        steps=[(step.key, step.name, unit_address(step.key, step.name)) for step in orgs.above(viewer, unit)],
        below=branches(viewer, unit),
        leads=[shown[id] for id in leads] if not after else [],
        people=[shown[id] for id, _ in ids[:PAGE]],
        next=f"{last[1]}~{last[0]}" if last else None,
    )


def branches(viewer: Person, unit: Unit | None) -> list[Branch]:
    """What hangs directly under a unit."""
    found = orgs.below(viewer, unit)
    return [Branch(one.key, one.name, unit_address(one.key, one.name), units, n) for one, units, n in found]


def top_of_chart(viewer: Person) -> dict[str, Any]:
    """The tops of the company’s tree, and the viewer’s own unit."""
    if not rules.may_browse(viewer):
        raise Absent
    columns = ("placement__unit__key", "placement__unit__name")
    key, name = Person.objects.filter(pk=viewer.pk).values_list(*columns)[0]
    return {"below": branches(viewer, None), "own": (name, unit_address(key, name)) if key else None}
