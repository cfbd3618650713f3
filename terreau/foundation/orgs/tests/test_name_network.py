import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs import queries
from terreau.foundation.orgs.actions import name_network
from terreau.foundation.orgs.tests.journal import kinds

LIEN = {"name": "Le Lien", "company": "Aubier", "accent": "#1f6b3a"}


def test_it_works_and_saying_the_same_changes_nothing(whole):
    name_network(whole, **LIEN)
    name_network(whole, **LIEN)
    assert kinds() == ["named"]
    house = queries.house(None)
    assert (house.name, house.company, house.accent) == ("Le Lien", "Aubier", "#1f6b3a")


def test_who_may_not(alice, fanny):
    for actor in (alice, fanny):
        with pytest.raises(Refused):
            name_network(actor, **LIEN)
    assert queries.house(None).name == "Terreau"


def test_what_it_costs(whole, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        name_network(whole, **LIEN)
