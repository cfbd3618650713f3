import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.actions import close_unit
from terreau.foundation.orgs.tests.journal import kinds


def test_an_empty_unit_closes_once(fanny, tree):
    assert close_unit(fanny, unit=tree.nantes).closed_at
    close_unit(fanny, unit=tree.nantes)
    assert kinds() == ["unit_closed"]


def test_not_while_somebody_is_placed_in_it_or_something_stands_under_it(fanny, tree, bob_in_nantes):
    for unit in (tree.nantes, tree.france):
        with pytest.raises(Refused):
            close_unit(fanny, unit=unit)
    assert kinds() == []


def test_who_may_not(alice, greta, tree):
    for actor in (alice, greta):
        with pytest.raises(Refused):
            close_unit(actor, unit=tree.nantes)


def test_what_it_costs(fanny, tree, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        close_unit(fanny, unit=tree.nantes)
