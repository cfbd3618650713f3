"""The page of all spaces: figures for those who run the network, and no sight of what is secret."""

from datetime import date, timedelta

import pytest

from terreau.foundation.access.words import Absent
from terreau.foundation.orgs.models import Duty, Unit
from terreau.network.spaces import queries
from terreau.network.spaces.actions import break_the_glass
from terreau.network.spaces.models import GlassBreak, Space
from tests.cast import person, space_of, with_duty

pytestmark = pytest.mark.django_db
HERE = "/administration/spaces"


def test_the_secret_is_counted_and_never_named(operator, space, closed, secret, signed_in):
    page = signed_in(operator).get(HERE)
    assert page.status_code == 200
    assert "Qualité produit" in page.text and "Direction" in page.text
    assert "Projet Alizé" not in page.text and secret.key not in page.text
    figures = queries.care(operator).figures
    assert (figures["open"], figures["closed"], figures["secret"], figures["ownerless"]) == (1, 1, 1, 0)


def test_a_hidden_space_without_an_owner_shows_its_key_alone(operator, alice, space, secret, signed_in):
    alice.left_at = alice.joined_at
    alice.save()
    page = signed_in(operator).get(HERE)
    assert f"/spaces/glass?space={secret.key}" in page.text and "Projet Alizé" not in page.text
    found = queries.care(operator, concern="ownerless")
    assert [row.name for row in found.rows] == ["Qualité produit"]
    assert found.rows[0].owners == 0 and found.figures["ownerless"] == 2


def test_what_needs_somebody_is_found(operator, alice, bob, charlie, space, closed):
    Space.objects.filter(pk=space.pk).update(review_on=date.today() - timedelta(days=3))
    kept = space_of(alice, name="Deux clés", official_at=alice.joined_at)
    kept.memberships.create(person=charlie, role="manager")

    def names(concern: str) -> list[str]:
        return [row.name for row in queries.care(operator, concern=concern).rows]

    assert names("overdue") == ["Qualité produit"]
    assert names("one_key") == ["Direction", "Qualité produit"]
    assert names("official") == ["Deux clés"]
    assert names("archived") == names("ownerless") == []
    assert [row.name for row in queries.care(operator, q="cLÉs").rows] in (["Deux clés"], [])


def test_who_may_not(alice, gaby, space, signed_in):
    branch = Unit.objects.create(name="Aubier Deutschland", path="/1/")
    greta = with_duty(person("greta", "Greta Lenz", "DE"), Duty.ADMINISTRATOR, branch)
    for somebody in (alice, gaby, greta):
        with pytest.raises(Absent):
            queries.care(somebody)
        assert signed_in(somebody).get(HERE).status_code == 404
    assert HERE not in signed_in(greta).get("/administration").text


def test_c09_odd_numbers(operator, signed_in):
    for odd in ("1e1000000", "NaN", "-0", str(2**63)):
        assert signed_in(operator).get(f"{HERE}?before={odd}").status_code == 404
    assert signed_in(operator).get(f"{HERE}?concern=love").status_code == 404


@pytest.mark.parametrize("many", [2, 40])
def test_it_costs_the_same_however_many(operator, alice, many, django_assert_num_queries):
    for number in range(many):
        space_of(alice, name=f"Espace {number}")
    with django_assert_num_queries(9):
        page = queries.care(operator)
    assert len(page.rows) == min(many, 30) and (page.next is None) is (many == 2)


def test_while_the_glass_is_broken_the_space_says_so(alice, bob, charlie, operator, secret, space, signed_in):
    address = f"/spaces/{secret.key}-projet-alize"
    assert "Plainte 12" not in signed_in(bob).get(address).text
    look = break_the_glass(operator, space=secret, reason="Plainte 12")
    for member in (alice, bob):
        page = signed_in(member).get(address).text
        assert "Plainte 12" in page and "Oscar Opera" in page
    assert "Plainte 12" not in signed_in(bob).get(f"/spaces/{space.key}-qualite-produit").text
    GlassBreak.objects.filter(pk=look.pk).update(until=look.at)
    assert "Plainte 12" not in signed_in(bob).get(address).text
