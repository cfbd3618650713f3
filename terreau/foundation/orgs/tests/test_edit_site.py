import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.actions import edit_site
from terreau.foundation.orgs.tests.journal import kinds

REZE = {"name": "Rezé", "country": "FR", "subdivision": "FR-44", "time_zone": "Europe/Paris"}


def test_it_works_and_saying_the_same_changes_nothing(whole, nantes):
    edit_site(whole, site=nantes, **REZE)
    assert edit_site(whole, site=nantes, **REZE).name == "Rezé"
    assert kinds() == ["site_edited"]


def test_who_may_not(alice, fanny, nantes):
    for actor in (alice, fanny):
        with pytest.raises(Refused):
            edit_site(actor, site=nantes, **REZE)


def test_what_it_costs(whole, nantes, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        edit_site(whole, site=nantes, **REZE)
