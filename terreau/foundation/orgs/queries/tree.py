"""The company’s tree, its sites and its duties, as those who run them see them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules
from terreau.foundation.orgs.models import Duty, Mandate, Placement, Site, Unit
from terreau.foundation.text.keys import slug

CHOICES = 3000
OPEN_FIRST = F("closed_at").asc(nulls_first=True)  # the engines disagree about where nothing stands
DUTY_NAMES = {
    Duty.OPERATOR.value: gettext_lazy("Operator"),
    Duty.ADMINISTRATOR.value: gettext_lazy("Administrator"),
    Duty.PROGRAMME_LEAD.value: gettext_lazy("Programme lead"),
    Duty.SPONSOR.value: gettext_lazy("Sponsor"),
    Duty.DATA_PROTECTION.value: gettext_lazy("Data-protection officer"),
    Duty.EMPLOYEE_REPRESENTATIVE.value: gettext_lazy("Employee representative"),
}


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with how many people its whole branch has."""

    key: str
    name: str
    kind: str
    country: str
    people: int
    closed: bool


@dataclass(frozen=True, slots=True)
class TreePage:
    """One place of the tree: the unit (none: the top of what the viewer runs), the way to it, what hangs below."""

    unit: Unit | None
    above: list[tuple[str, str]]
    rows: list[UnitRow]
    people: int
    here: int
    may_shape: bool


@dataclass(frozen=True, slots=True)
class SiteRow:
    key: str
    name: str
    country: str
    subdivision: str
    time_zone: str
    people: int
    closed: bool


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty: whose, over what, given by whom and when, and how it ended."""

    id: int
    duty: str
    name: str
    url: str
    unit: str
    given_by: str
    given_at: datetime
    ended_by: str
    ended_at: datetime | None


def administers(viewer: Person) -> bool:
    return rules.administers_anything(viewer)


def administers_all(viewer: Person) -> bool:
    return rules.may_administer(viewer)


def for_administrators(viewer: Person) -> None:
    """These pages exist for those who administer something; for everybody else they are absent."""
    if not rules.administers_anything(viewer):
        raise Absent


def unit_of(viewer: Person, key: str) -> Unit:
    """A unit of the viewer’s branches, or `Absent`."""
    return one(Unit.objects.select_related("parent").filter(rules.units_administered(viewer), key=key))


def tree(viewer: Person, key: str = "") -> TreePage:
    """One level of the tree with the figures of each branch."""
    for_administrators(viewer)
    unit = unit_of(viewer, key) if key else None
    below = Unit.objects.filter(parent=unit) if unit else tops(viewer)
    found = list(below.order_by(OPEN_FIRST, "name", "pk"))
    counts = people_below(unit, found)
    rows = [row_of(row, counts[row.path]) for row in found]
    here = Placement.objects.filter(unit=unit, person__left_at=None).count() if unit else 0
    return TreePage(
        unit=unit,
        above=way_to(viewer, unit) if unit else [],
        rows=rows,
        people=sum(row.people for row in rows) + here,
        here=here,
        may_shape=rules.may_shape(viewer, unit),
    )


def tops(viewer: Person) -> QuerySet[Unit]:
    """Where the viewer’s part of the tree begins."""
    reach = rules.branches(viewer)
    return Unit.objects.filter(parent=None) if reach is None else Unit.objects.filter(path__in=reach)


def people_below(unit: Unit | None, found: Collection[Unit]) -> Counter[str]:
    """How many people each of these branches holds: one question for all."""
    every = Unit.objects.filter(path__startswith=unit.path) if unit else Unit.objects.all()
    placed = every.annotate(n=Count("placements", filter=Q(placements__person__left_at=None)))
    counts: Counter[str] = Counter()
    branches = [row.path for row in found]
    for path, n in placed.filter(n__gt=0).values_list("path", "n"):
        for branch in branches:
            if path.startswith(branch):
                counts[branch] += n
    return counts


def row_of(unit: Unit, people: int) -> UnitRow:
    return UnitRow(unit.key, unit.name, unit.kind, unit.country, people, unit.closed_at is not None)


def way_to(viewer: Person, unit: Unit) -> list[tuple[str, str]]:
    """Name and key of the units above this one, as far as the viewer runs them."""
    ids = [int(step) for step in unit.path.split("/") if step][:-1]
    rows = Unit.objects.filter(rules.units_administered(viewer), pk__in=ids).order_by("path")
    return list(rows.values_list("name", "key"))


def unit_choices(viewer: Person) -> list[tuple[str, str]]:
    """Key and indented name of the units the viewer runs, in the order of the tree."""
    rows = Unit.objects.filter(rules.units_administered(viewer), closed_at=None)
    found = list(rows.values_list("pk", "path", "key", "name")[:CHOICES])
    named = {str(pk): name for pk, _path, _key, name in found}
    least = min((path.count("/") for _pk, path, _key, _name in found), default=0)
    ordered = sorted(found, key=lambda row: [named.get(step, "").casefold() for step in row[1].split("/") if step])
    return [(key, "\u2003" * (path.count("/") - least) + name) for _pk, path, key, name in ordered]


def sites(viewer: Person) -> list[SiteRow]:
    """Every site with how many people work there."""
    for_administrators(viewer)
    found = Site.objects.annotate(n=Count("placements", filter=Q(placements__person__left_at=None)))
    return [
        SiteRow(s.key, s.name, s.country, s.subdivision, s.time_zone, s.n, s.closed_at is not None)
        for s in found.order_by(OPEN_FIRST, "country", "name", "pk")[:CHOICES]
    ]


def site_of(viewer: Person, key: str) -> Site:
    """A site, for those who administer something, or `Absent`."""
    for_administrators(viewer)
    return one(Site.objects.filter(rules.visible(viewer), key=key))


def site_choices(viewer: Person) -> list[tuple[str, str]]:
    """Key and name of the sites that stand."""
    rows = Site.objects.filter(rules.visible(viewer), closed_at=None).order_by("name", "pk")
    return list(rows.values_list("key", "name")[:CHOICES])


def placement_of(viewer: Person, person: Person) -> Placement | None:
    """Where somebody whom the viewer administers stands."""
    return Placement.objects.select_related("unit", "site", "manager").filter(person_id=person.pk).first()


def administered_by(viewer: Person) -> Q:
    """For rooms above: people whom the viewer administers."""
    return rules.administered(viewer)


def duty_rows(viewer: Person, *, person: Person | None = None, ended: bool = False) -> list[DutyRow]:
    """Duties of one person, or of everybody whom the viewer administers; those in force, or those that ended."""
    for_administrators(viewer)
    people = Person.objects.filter(rules.administered(viewer))
    rows = Mandate.objects.filter(person__in=people) if person is None else Mandate.objects.filter(person=person)
    rows = rows.filter(ended_at__isnull=not ended).select_related("person", "unit", "given_by", "ended_by")
    return [duty_row(row) for row in rows.order_by("duty", "-given_at", "pk")[:500]]


def duty_row(row: Mandate) -> DutyRow:
    return DutyRow(
        id=row.pk,
        duty=str(DUTY_NAMES.get(row.duty, row.duty)),
        name=row.person.name,
        url=f"/administration/people/{row.person.key}-{slug(row.person.name)}",
        unit=row.unit.name if row.unit else "",
        given_by=row.given_by.name if row.given_by else "",
        given_at=row.given_at,
        ended_by=row.ended_by.name if row.ended_by else "",
        ended_at=row.ended_at,
    )


def mandate(viewer: Person, *, person: Person, id: int) -> Mandate:
    """One duty of somebody whom the viewer administers, or `Absent`."""
    return one(Mandate.objects.filter(person=person, pk=id, ended_at=None))


def duty_choices(viewer: Person) -> list[tuple[str, str]]:
    """The duties the viewer may give somewhere."""
    every = list(DUTY_NAMES.items())
    return [(code, str(name)) for code, name in every if code != Duty.OPERATOR or rules.may_operate(viewer)]


def names_of(viewer: Person, kind: str, ids: Collection[int]) -> dict[int, str]:
    """Names of units and sites for the journal, by the word for their kind; nothing for any other kind."""
    if kind == "unit":
        return dict(Unit.objects.filter(rules.visible(viewer), pk__in=ids).values_list("pk", "name"))
    if kind == "site":
        return dict(Site.objects.filter(rules.visible(viewer), pk__in=ids).values_list("pk", "name"))
    return dict.fromkeys(ids, _("the network")) if kind == "network" else {}
