import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.actions import close_unit, reopen_unit
from terreau.foundation.orgs.tests.journal import kinds


def test_what_was_closed_stands_again(fanny, tree):
    close_unit(fanny, unit=tree.nantes)
    assert reopen_unit(fanny, unit=tree.nantes).closed_at is None
    reopen_unit(fanny, unit=tree.nantes)
    assert kinds() == ["unit_closed", "unit_reopened"]


def test_who_may_not(alice, greta, tree):
    for actor in (alice, greta):
        with pytest.raises(Refused):
            reopen_unit(actor, unit=tree.nantes)


def test_what_it_costs(fanny, tree, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        reopen_unit(fanny, unit=tree.nantes)
