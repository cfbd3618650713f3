import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.actions import create_unit
from terreau.foundation.orgs.actions.units import DEEPEST
from terreau.foundation.orgs.tests.conftest import unit
from terreau.foundation.orgs.tests.journal import kinds


def test_the_administrator_of_a_branch_adds_under_it(fanny, tree):
    made = create_unit(fanny, parent=tree.nantes, name="Peinture", kind="unit")
    assert made.path == f"{tree.nantes.path}{made.pk}/"
    assert kinds() == ["unit_created"]


def test_who_may_not(alice, greta, tree, fanny, whole):
    for actor, parent in ((alice, tree.france), (greta, tree.france), (greta, tree.group), (fanny, None)):
        with pytest.raises(Refused):
            create_unit(actor, parent=parent, name="Peinture", kind="unit")
    assert create_unit(whole, parent=None, name="Fondation", kind="entity").path.count("/") == 2
    assert kinds() == ["unit_created"]


def test_nothing_grows_under_what_is_closed_or_too_deep(whole, tree):
    below = tree.nantes
    while below.path.count("/") <= DEEPEST:
        below = unit("Plus bas", below)
    with pytest.raises(Refused):
        create_unit(whole, parent=below, name="Trop bas", kind="unit")
    tree.germany.closed_at = tree.germany.closed_at or whole.joined_at
    tree.germany.save()
    with pytest.raises(Refused):
        create_unit(whole, parent=tree.germany, name="Berlin", kind="unit")


def test_what_it_costs(fanny, tree, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        create_unit(fanny, parent=tree.nantes, name="Peinture", kind="unit")
