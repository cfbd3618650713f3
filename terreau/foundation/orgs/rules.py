from django.db.models import Q, QuerySet

from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.orgs.models import Duty, Mandate, Placement, Unit


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
    """Along the tree: the administrator of a branch administers the people placed in it."""
    placement = Placement.objects.select_related("unit").filter(person_id=person.pk).first()
    return may_administer(actor, placement.unit if placement else None)


def administers_anything(actor: Person) -> bool:
    """Does `actor` run the install or any branch of it?"""
    duties = [Duty.OPERATOR, Duty.ADMINISTRATOR]
    return Mandate.objects.filter(person_id=actor.pk, duty__in=duties, ended_at=None).exists()


def administrators() -> QuerySet[Person]:
    """Whoever runs the install or any branch of it today: `administers_anything`, the other way round."""
    duties = [Duty.OPERATOR, Duty.ADMINISTRATOR]
    held = Mandate.objects.filter(duty__in=duties, ended_at=None).values("person_id")
    return Person.objects.present().filter(pk__in=held)


def visible(viewer: Person) -> Q:
    """Units and sites are shown to everybody but guests."""
    return Q() if viewer.is_active and viewer.kind != Kind.GUEST else Q(pk__in=[])


def audience() -> QuerySet[Person]:
    """Everyone who sees units and sites: `visible`, the other way round."""
    return Person.objects.present().exclude(kind=Kind.GUEST)


def may_import(actor: Person) -> bool:
    """Whole communities are brought in by administrators of the whole network, and by the system at the terminal."""
    return actor.kind == Kind.SYSTEM or (actor.is_active and may_administer(actor))
