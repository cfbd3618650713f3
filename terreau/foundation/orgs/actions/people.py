"""Where people stand in the company, and what they are entrusted with."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Absent, Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import activities, rules
from terreau.foundation.orgs.models import Duty, Mandate, Placement, Site, Unit

LONGEST_CHAIN = 30  # managers above a person


@transaction.atomic
def place(
    actor: Person,
    *,
    person: Person,
    unit: Unit | None,
    site: Site | None,
    country: str,
    subdivision: str,
    manager: Person | None,
) -> Placement:
    """Where a person stands: unit, site, their own country and subdivision, manager."""
    placement, _fresh = Placement.objects.select_for_update().get_or_create(person=person)
    demand(
        rules.may_place(actor, person, unit),
        _("You place people of your own branch, within your own branch."),
    )
    if unit and unit.closed_at and unit.pk != placement.unit_id:
        raise Refused(_("This unit is closed. Reopen it first."))
    refuse_circle(person, manager)
    told = {"unit_id": unit.pk if unit else None, "site_id": site.pk if site else None, "country": country}
    told |= {"subdivision": subdivision, "manager_id": manager.pk if manager else None}
    changed = [column for column, value in told.items() if getattr(placement, column) != value]
    for column in changed:
        setattr(placement, column, told[column])
    if changed:
        placement.save()
        record(activities.placed, actor, placement, person_id=person.pk, changed=sorted(changed))
    return placement


@transaction.atomic
def place_several(actor: Person, *, people: Sequence[Person], unit: Unit) -> None:
    """All of them into one unit, or none; site, country and manager stay. An activity for each."""
    rows = Placement.objects.select_related("site", "manager").filter(person__in=people)
    known = {row.person_id: row for row in rows}
    for person in people:
        now = known.get(person.pk) or Placement(person=person)
        place(
            actor,
            person=person,
            unit=unit,
            site=now.site,
            country=now.country,
            subdivision=now.subdivision,
            manager=now.manager,
        )


def refuse_circle(person: Person, manager: Person | None) -> None:
    """Nobody reports to themselves, not even by way of others."""
    above = manager.pk if manager else None
    for _step in range(LONGEST_CHAIN):
        if above is None:
            return
        if above == person.pk:
            raise Refused(_("This person would report to themselves."))
        above = Placement.objects.filter(person_id=above).values_list("manager_id", flat=True).first()
    raise Refused(_("More than thirty managers would stand above this person."))


@transaction.atomic
def entrust(actor: Person | None, *, person: Person, duty: str, unit: Unit | None = None) -> Mandate:
    """Give a duty over a branch (none: the whole network), once however often. `actor` None: the terminal."""
    allowed = actor is None or rules.may_entrust(actor, person, duty, unit)
    demand(allowed, _("You give duties within what you administer yourself, to colleagues who are here."))
    if duty == Duty.OPERATOR and unit is not None:
        raise Refused(_("Operators run the whole network: choose no branch."))
    mandate, fresh = Mandate.objects.get_or_create(
        person=person, duty=duty, unit=unit, ended_at=None, defaults={"given_by": actor}
    )
    if fresh:
        unit_id = unit.pk if unit else None
        record(activities.entrusted, actor, mandate, person_id=person.pk, duty=duty, unit_id=unit_id)
    return mandate


@transaction.atomic
def end_duty(actor: Person | None, *, mandate: Mandate) -> Mandate:
    """From now on the person no longer holds it. The row stays, with who ended it and when."""
    if mandate.duty == Duty.OPERATOR:
        hold_operators()
    rows = Mandate.objects.select_for_update(of=("self",)).select_related("person", "unit")
    held = rows.filter(pk=mandate.pk).first()
    if held is None:
        raise Absent
    allowed = actor is None or rules.may_end(actor, held.person, held.duty, held.unit)
    demand(allowed, _("Who may give this duty may end it."))
    if held.duty == Duty.OPERATOR and is_last_operator(held):
        raise Refused(_("This is the last operator. Entrust somebody else first."))
    if held.ended_at is None:
        held.ended_at, held.ended_by = timezone.now(), actor
        held.save(update_fields=["ended_at", "ended_by"])
        record(activities.duty_ended, actor, held, person_id=held.person_id, duty=held.duty, unit_id=held.unit_id)
    return held


def hold_operators() -> None:
    """One at a time ends operators: who is one, and who would be left, is read behind this lock."""
    standing = Mandate.objects.select_for_update().filter(duty=Duty.OPERATOR, ended_at=None)
    list(standing.order_by("pk").values_list("pk", flat=True))


def is_last_operator(mandate: Mandate) -> bool:
    """Would nobody who may come in operate the network without this mandate?"""
    others = Mandate.objects.filter(duty=Duty.OPERATOR, ended_at=None).exclude(pk=mandate.pk)
    return not others.filter(person__in=Person.objects.present()).exists()
