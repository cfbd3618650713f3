import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.actions import seat
from terreau.foundation.orgs.models import Placement, Unit


def test_a_newcomer_gets_a_place_once(operator: Person) -> None:
    unit = Unit.objects.create(name="Aubier Bois", country="FR", kind=Unit.ENTITY)
    other = Unit.objects.create(name="Aubier Drewno", country="PL", kind=Unit.ENTITY)
    ada = Person.objects.create(name="Ada")
    seat(operator, person=ada, unit=unit)
    seat(operator, person=ada, unit=other)
    assert (Placement.objects.get(person=ada).unit, Placement.objects.get(person=ada).country) == (unit, "FR")
    assert Activity.objects.get(kind="orgs.seated").data == {"person_id": ada.pk, "unit_id": unit.pk}


def test_others_do_not(alice: Person) -> None:
    ada = Person.objects.create(name="Ada")
    with pytest.raises(Refused):
        seat(alice, person=ada, unit=None)
    assert not Placement.objects.filter(person=ada).exists()
