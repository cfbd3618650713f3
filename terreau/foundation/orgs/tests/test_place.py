import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.actions import place
from terreau.foundation.orgs.models import Placement
from terreau.foundation.orgs.tests.journal import kinds

HERE = {"site": None, "country": "FR", "subdivision": "", "manager": None}


def test_within_ones_branch(fanny, tree, bob_in_nantes, nantes):
    told = {**HERE, "site": nantes, "manager": fanny}
    placed = place(fanny, person=bob_in_nantes, unit=tree.france, **told)
    assert (placed.unit, placed.site, placed.manager) == (tree.france, nantes, fanny)
    place(fanny, person=bob_in_nantes, unit=tree.france, **told)
    assert kinds() == ["placed"]


def test_never_beyond_it(fanny, greta, tree, bob_in_nantes, charlie):
    for actor, person, unit in (
        (greta, bob_in_nantes, tree.germany),
        (fanny, bob_in_nantes, tree.germany),
        (fanny, bob_in_nantes, None),
        (fanny, charlie, tree.france),
        (bob_in_nantes, bob_in_nantes, tree.nantes),
    ):
        with pytest.raises(Refused):
            place(actor, person=person, unit=unit, **HERE)
    assert kinds() == []


def test_the_whole_network_places_whoever_stands_nowhere(whole, charlie, tree):
    assert place(whole, person=charlie, unit=tree.germany, **HERE).unit == tree.germany


def test_nobody_reports_to_themselves(whole, alice, bob, charlie):
    Placement.objects.filter(person=bob).update(manager=alice)
    Placement.objects.filter(person=charlie).update(manager=bob)
    for manager in (alice, bob, charlie):
        with pytest.raises(Refused):
            place(whole, person=alice, unit=None, **{**HERE, "manager": manager})


def test_nobody_is_placed_in_what_is_closed(whole, charlie, tree):
    tree.nantes.closed_at = whole.joined_at
    tree.nantes.save()
    with pytest.raises(Refused):
        place(whole, person=charlie, unit=tree.nantes, **HERE)


def test_what_it_costs(fanny, tree, bob_in_nantes, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        place(fanny, person=bob_in_nantes, unit=tree.france, **HERE)
