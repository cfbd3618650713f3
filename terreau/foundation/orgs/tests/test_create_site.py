import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.actions import create_site
from terreau.foundation.orgs.models import Site
from terreau.foundation.orgs.tests.journal import kinds

LEVIS = {"name": "Lévis", "country": "CA", "subdivision": "CA-QC", "time_zone": "America/Toronto"}


def test_it_works(whole):
    assert Site.objects.get(pk=create_site(whole, **LEVIS).pk).subdivision == "CA-QC"
    assert kinds() == ["site_created"]


def test_who_may_not(alice, fanny):
    for actor in (alice, fanny):
        with pytest.raises(Refused):
            create_site(actor, **LEVIS)
    assert not Site.objects.exists()


def test_what_it_costs(whole, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        create_site(whole, **LEVIS)
