import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.actions import place_several
from terreau.foundation.orgs.models import Placement
from terreau.foundation.orgs.tests.journal import kinds


def test_each_is_placed_and_keeps_the_rest_of_their_place(fanny, tree, bob_in_nantes, nantes):
    Placement.objects.filter(person=bob_in_nantes).update(site=nantes, manager=fanny)
    place_several(fanny, people=[bob_in_nantes], unit=tree.france)
    placed = Placement.objects.get(person=bob_in_nantes)
    assert (placed.unit, placed.site, placed.manager, placed.country) == (tree.france, nantes, fanny, "FR")
    assert kinds() == ["placed"]


def test_one_that_is_not_ones_own_stops_all(fanny, tree, bob_in_nantes, charlie):
    with pytest.raises(Refused):
        place_several(fanny, people=[bob_in_nantes, charlie], unit=tree.france)
    assert Placement.objects.get(person=bob_in_nantes).unit_id == tree.nantes.pk
    assert kinds() == []


def test_who_may_not(alice, greta, tree, bob_in_nantes):
    for actor in (alice, greta):
        with pytest.raises(Refused):
            place_several(actor, people=[bob_in_nantes], unit=tree.germany)


def test_what_it_costs(fanny, tree, bob_in_nantes, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        place_several(fanny, people=[bob_in_nantes], unit=tree.france)
