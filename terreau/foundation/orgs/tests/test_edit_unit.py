import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.actions import edit_unit
from terreau.foundation.orgs.tests.journal import kinds


def test_it_works_and_saying_the_same_changes_nothing(fanny, tree):
    for _time in range(2):
        assert edit_unit(fanny, unit=tree.nantes, name="Nantes et Rezé", kind="unit", country="FR").country == "FR"
    assert kinds() == ["unit_edited"]


def test_who_may_not(alice, greta, tree):
    for actor in (alice, greta):
        with pytest.raises(Refused):
            edit_unit(actor, unit=tree.nantes, name="À nous", kind="unit")
    assert kinds() == []


def test_what_it_costs(fanny, tree, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        edit_unit(fanny, unit=tree.nantes, name="Nantes et Rezé", kind="unit")
