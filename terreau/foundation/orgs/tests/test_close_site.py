import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.actions import close_site
from terreau.foundation.orgs.models import Placement
from terreau.foundation.orgs.tests.journal import kinds


def test_an_empty_site_closes_once(whole, nantes):
    close_site(whole, site=nantes)
    assert close_site(whole, site=nantes).closed_at
    assert kinds() == ["site_closed"]


def test_not_while_somebody_works_there(whole, bob, nantes):
    Placement.objects.filter(person=bob).update(site=nantes)
    with pytest.raises(Refused):
        close_site(whole, site=nantes)


def test_who_may_not(alice, fanny, nantes):
    for actor in (alice, fanny):
        with pytest.raises(Refused):
            close_site(actor, site=nantes)


def test_what_it_costs(whole, nantes, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        close_site(whole, site=nantes)
