from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs.models import Duty, Mandate, Placement, Unit

RUNNING = (Duty.OPERATOR, Duty.ADMINISTRATOR)
REACH = 50  # branches one person administers, at most


def holds(actor: Person, duty: str, unit: Unit | None = None) -> bool:
    """Does `actor` hold `duty` over `unit` (empty: over the whole network)? A mandate reaches down its branch."""
    reach = Q(unit=None)
    if unit is not None:
        reach |= Q(unit_id__in=[int(step) for step in unit.path.split("/") if step])
    return Mandate.objects.filter(reach, person_id=actor.pk, duty=duty, ended_at=None).exists()


def may_operate(actor: Person) -> bool:
    """Settings, jobs, journal, doctor: the operator of the whole install."""
    return actor.is_authenticated and holds(actor, Duty.OPERATOR)


def may_administer(actor: Person, unit: Unit | None = None) -> bool:
    """People, units and spaces of a branch; operators everywhere. Never a right to read content."""
    return actor.is_authenticated and (holds(actor, Duty.ADMINISTRATOR, unit) or may_operate(actor))


def may_administer_person(actor: Person, person: Person) -> bool:
    """Along the tree: the administrator of a branch administers the people placed in it, as far as they reach.

    Who runs more than the actor does is not theirs: nobody shuts out those above them.
    """
    placement = Placement.objects.select_related("unit").filter(person_id=person.pk).first()
    if not may_administer(actor, placement.unit if placement else None):
        return False
    return not actor_below(actor, person)


def actor_below(actor: Person, person: Person) -> bool:
    """Does `person` run something that the actor does not run?"""
    held = list(Mandate.objects.filter(person_id=person.pk, duty__in=RUNNING, ended_at=None).select_related("unit"))
    if not held or may_operate(actor):
        return False
    return any(one.duty == Duty.OPERATOR or not may_administer(actor, one.unit) for one in held)


def administers_anything(actor: Person) -> bool:
    """Does `actor` run the install or any branch of it?"""
    return Mandate.objects.filter(person_id=actor.pk, duty__in=RUNNING, ended_at=None).exists()


def branches(viewer: Person) -> list[str] | None:
    """Paths of the branches the viewer administers; None for the whole network."""
    held = Mandate.objects.filter(person_id=viewer.pk, duty__in=RUNNING, ended_at=None).select_related("unit")
    rows = list(held.order_by("pk")[:REACH])
    if any(row.unit is None for row in rows):
        return None
    return [row.unit.path for row in rows if row.unit is not None and row.duty == Duty.ADMINISTRATOR]


def inside(paths: Iterable[str], column: str = "path") -> Q:
    """Rows whose unit path lies in one of these branches."""
    found = Q(pk__in=[])
    for path in paths:
        found |= Q(**{f"{column}__startswith": path})
    return found


def administered(viewer: Person) -> Q:
    """People the viewer administers: those placed in their branches, everybody for the whole network."""
    reach = branches(viewer)
    if reach is None:
        return ~Q(kind=Kind.SYSTEM)
    placed = Placement.objects.filter(inside(reach, "unit__path")).values("person_id")
    return ~Q(kind=Kind.SYSTEM) & Q(pk__in=placed)


def units_administered(viewer: Person) -> Q:
    """Units the viewer administers: their branches, or the whole tree."""
    reach = branches(viewer)
    return Q() if reach is None else inside(reach)


def may_shape(actor: Person, unit: Unit | None) -> bool:
    """Make, rename, move and close what lies in one’s branch. A new top of the tree: the whole network."""
    return may_administer(actor, unit)


def may_keep_sites(actor: Person) -> bool:
    """Sites belong to no branch: administrators of the whole network keep them."""
    return may_administer(actor)


def may_place(actor: Person, person: Person, unit: Unit | None) -> bool:
    """From a branch of one’s own to a branch of one’s own; out of the tree only by the whole network."""
    return may_administer_person(actor, person) and may_administer(actor, unit)


def may_entrust(actor: Person, person: Person, duty: str, unit: Unit | None) -> bool:
    """Give or end a duty: only within what one runs oneself, to people one administers, never to oneself."""
    if actor.pk == person.pk or duty not in Duty.values or not person.is_active or person.kind != Kind.MEMBER:
        return False
    return may_end(actor, person, duty, unit)


def may_end(actor: Person, person: Person, duty: str, unit: Unit | None) -> bool:
    """End a duty: who could have given it. Operators are made and unmade by operators."""
    if duty == Duty.OPERATOR:
        return may_operate(actor)
    return may_administer(actor, unit) and (may_administer_person(actor, person) or may_administer(actor))


def may_brand(actor: Person) -> bool:
    """Name, logo, accent and languages: administrators of the whole network."""
    return may_administer(actor)


def administrators() -> QuerySet[Person]:
    """Whoever runs the install or any branch of it today: `administers_anything`, the other way round."""
    duties = [Duty.OPERATOR, Duty.ADMINISTRATOR]
    held = Mandate.objects.filter(duty__in=duties, ended_at=None).values("person_id")
    return Person.objects.present().filter(pk__in=held)


def operates_alone(person: Person) -> bool:
    """Would nobody who may come in operate the network without this person?"""
    standing = Mandate.objects.filter(duty=Duty.OPERATOR, ended_at=None)
    others = standing.exclude(person_id=person.pk).filter(person__in=Person.objects.present())
    return standing.filter(person_id=person.pk).exists() and not others.exists()


def still_administering(person: str, *, since: str) -> Q:
    """For rows of rooms above: whose `person` administers the whole network, and did at the moment `since`.

    `person` and `since` name columns of the row.
    """
    held = Mandate.objects.filter(
        person=OuterRef(person), duty__in=RUNNING, ended_at=None, given_at__lte=OuterRef(since)
    )
    return Q(Exists(held.filter(Q(unit=None) | Q(duty=Duty.OPERATOR))))


def visible(viewer: Person) -> Q:
    """Units and sites are shown to everybody but guests."""
    return Q() if viewer.is_active and viewer.kind != Kind.GUEST else Q(pk__in=[])


def audience() -> QuerySet[Person]:
    """Everyone who sees units and sites: `visible`, the other way round."""
    return Person.objects.present().exclude(kind=Kind.GUEST)


def may_import(actor: Person) -> bool:
    """Whole communities are brought in by administrators of the whole network, and by the system at the terminal."""
    return actor.kind == Kind.SYSTEM or (actor.is_active and may_administer(actor))


def may_choose_site(actor: Person, person: Person) -> bool:
    """Employees say where they work; their unit and country are said by others."""
    return actor.pk == person.pk and actor.is_active and actor.kind == Kind.MEMBER
