import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.actions import choose_site
from terreau.foundation.orgs.models import Placement, Site


def test_a_person_tells_where_they_work(bob: Person, nantes: Site) -> None:
    choose_site(bob, person=bob, site=nantes)
    choose_site(bob, person=bob, site=nantes)
    assert Placement.objects.get(person=bob).site == nantes
    assert Activity.objects.filter(kind="orgs.site_chosen").count() == 1


def test_the_country_of_the_employer_stays(charlie: Person, nantes: Site) -> None:
    choose_site(charlie, person=charlie, site=nantes)
    assert Placement.objects.get(person=charlie).country == "PL"
    Placement.objects.filter(person=charlie).update(country="", site=None)
    choose_site(charlie, person=charlie, site=nantes)
    assert Placement.objects.get(person=charlie).country == "FR"


def test_nobody_tells_for_another_and_guests_have_none(alice: Person, bob: Person, gaby: Person, nantes: Site) -> None:
    for actor, who in ((alice, bob), (gaby, gaby)):
        with pytest.raises(Refused):
            choose_site(actor, person=who, site=nantes)
