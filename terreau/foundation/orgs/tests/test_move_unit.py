import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs import rules
from terreau.foundation.orgs.actions import move_unit
from terreau.foundation.orgs.tests.conftest import unit
from terreau.foundation.orgs.tests.journal import kinds


def test_a_branch_moves_with_all_that_hangs_under_it(whole, fanny, greta, tree, bob_in_nantes):
    paint = unit("Peinture", tree.nantes)
    move_unit(whole, unit=tree.nantes, parent=tree.germany)
    tree.nantes.refresh_from_db()
    paint.refresh_from_db()
    assert tree.nantes.path == f"{tree.germany.path}{tree.nantes.pk}/"
    assert paint.path == f"{tree.nantes.path}{paint.pk}/" and tree.nantes.parent_id == tree.germany.pk
    assert rules.may_administer_person(greta, bob_in_nantes)
    assert not rules.may_administer_person(fanny, bob_in_nantes)
    move_unit(whole, unit=tree.nantes, parent=tree.germany)
    assert kinds() == ["unit_moved"]


def test_who_may_not(alice, fanny, greta, tree):
    for actor in (alice, fanny, greta):
        with pytest.raises(Refused):
            move_unit(actor, unit=tree.nantes, parent=tree.germany)
    with pytest.raises(Refused):
        move_unit(fanny, unit=tree.nantes, parent=None)
    assert kinds() == []


def test_a_branch_never_hangs_under_itself(whole, tree):
    for parent in (tree.france, tree.nantes):
        with pytest.raises(Refused):
            move_unit(whole, unit=tree.france, parent=parent)


def test_it_costs_the_same_for_a_large_branch(whole, tree, django_assert_max_num_queries):
    for number in range(40):
        unit(f"Atelier {number}", tree.nantes)
    with django_assert_max_num_queries(11):
        move_unit(whole, unit=tree.nantes, parent=tree.germany)
