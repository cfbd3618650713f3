import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs import queries
from terreau.foundation.orgs.actions import set_logo
from terreau.foundation.orgs.tests.journal import kinds


def test_it_works_and_saying_the_same_changes_nothing(whole):
    for _time in range(2):
        set_logo(whole, address="/files/abcdef-logo?size=64")
    assert queries.house(None).logo == "/files/abcdef-logo?size=64"
    assert kinds() == ["logo_set"]


def test_who_may_not(alice, fanny):
    for actor in (alice, fanny):
        with pytest.raises(Refused):
            set_logo(actor, address="/files/abcdef-logo")


def test_what_it_costs(whole, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        set_logo(whole, address="/files/abcdef-logo")
