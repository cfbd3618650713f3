import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.models import Placement, Unit
from terreau.network.spaces import rules
from terreau.network.spaces.actions import set_discovery
from terreau.network.spaces.models import Discovery, Space
from terreau.network.spaces.tests.journal import kinds

pytestmark = pytest.mark.django_db


def seen(person, space):
    return Space.objects.filter(rules.visible(person), pk=space.pk).exists()


def test_it_works_by_country(alice, bob, charlie, dora, space):
    set_discovery(alice, space=space, units=[], countries=["FR"])
    assert Space.objects.get(pk=space.pk).restricted
    assert seen(dora, space) and not seen(charlie, space)
    set_discovery(alice, space=space, units=[], countries=["PL"])
    assert seen(charlie, space) and not seen(dora, space) and seen(bob, space)
    set_discovery(alice, space=space, units=[], countries=[])
    assert not Space.objects.get(pk=space.pk).restricted and seen(dora, space)
    assert kinds(space) == ["discovery_set"] * 3


def test_it_works_by_branch(alice, charlie, space):
    unit = Unit.objects.create(name="Aubier Polska", kind="entity", country="PL")
    Unit.objects.filter(pk=unit.pk).update(path=f"/{unit.pk}/")
    set_discovery(alice, space=space, units=[unit.pk], countries=[])
    assert not seen(charlie, space)
    Placement.objects.filter(person=charlie).update(unit=unit)
    assert seen(charlie, space)


def test_who_may_not(bob, charlie, space):
    for person in (bob, charlie):
        with pytest.raises(Refused):
            set_discovery(person, space=space, units=[], countries=["FR"])
    assert not Discovery.objects.exists()


def test_what_it_costs(alice, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        set_discovery(alice, space=space, units=[], countries=["FR", "PL"])
