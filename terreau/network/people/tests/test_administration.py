"""People as administrators see them: a branch is all there is, every act beyond it is refused."""

import pytest

from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person, Session
from terreau.foundation.orgs.models import Duty, Mandate, Placement, Unit
from terreau.network.people import queries
from terreau.network.people.actions import list_in_directory
from tests.cast import person, with_duty

pytestmark = pytest.mark.django_db
HERE = "/administration/people"


def branch(name: str, country: str, administrator: Person, *people: Person) -> Unit:
    unit = Unit.objects.create(kind="entity", name=name, country=country)
    unit.path = f"/{unit.pk}/"
    unit.save()
    Placement.objects.filter(person__in=[administrator, *people]).update(unit=unit)
    with_duty(administrator, Duty.ADMINISTRATOR, unit)
    list_in_directory([one.pk for one in (administrator, *people)])
    return unit


@pytest.fixture
def fanny(db) -> Person:
    return person("fanny", "Fanny Morel", "FR")


@pytest.fixture
def greta(db) -> Person:
    return person("greta", "Greta Lenz", "DE")


@pytest.fixture
def france(fanny, alice, bob) -> Unit:
    return branch("Aubier France", "FR", fanny, alice, bob)


@pytest.fixture
def germany(greta, charlie) -> Unit:
    return branch("Aubier Deutschland", "DE", greta, charlie)


def names(viewer: Person, **asked: str) -> list[str]:
    rows, _further = queries.administered(viewer, **asked)
    return [row.name for row in rows]


def test_a_branch_is_all_there_is(fanny, operator, france, germany):
    assert names(fanny) == ["Bob Delorme", "Alice Vasseur", "Fanny Morel"] or len(names(fanny)) == 3
    assert "Charlie Nowak" not in names(fanny) and "Charlie Nowak" in names(operator)
    assert names(operator, unit=germany.key) and "Bob Delorme" not in names(operator, unit=germany.key)


def test_people_are_found_by_words_whole_address_and_state(fanny, bob, france, germany):
    assert names(fanny, text="delo") == ["Bob Delorme"]
    assert names(fanny, text="BOB@demo.example") == ["Bob Delorme"]
    assert names(fanny, text="charlie@demo.example") == []
    Person.objects.filter(pk=bob.pk).update(suspended_at=bob.joined_at)
    assert names(fanny, state="suspended") == ["Bob Delorme"]
    assert "Bob Delorme" not in names(fanny, state="here")
    assert names(fanny, state="left") == names(fanny, state="not_yet") == []


def test_pages_are_drawn_and_absent_beyond_the_branch(fanny, greta, alice, bob, gaby, france, germany, signed_in):
    for tail in ("", "?state=here&text=bob", f"?unit={france.key}", f"/{bob.key}-bob-delorme"):
        page = signed_in(fanny).get(f"{HERE}{tail}")
        assert page.status_code == 200 and "Bob Delorme" in page.text, tail
        for other in (alice, gaby):
            assert signed_in(other).get(f"{HERE}{tail}").status_code == 404, (other, tail)
    assert "Bob Delorme" not in signed_in(greta).get(HERE).text
    assert signed_in(greta).get(f"{HERE}/{bob.key}").status_code == 404
    assert signed_in(greta).get(f"{HERE}?unit={france.key}").status_code == 404
    assert signed_in(fanny).get(f"{HERE}?state=lost").status_code == 404


def test_another_countrys_administrator_changes_nothing(greta, bob, france, germany, signed_in):
    before = Activity.objects.count()
    browser = signed_in(greta)
    mandate = Mandate.objects.get(unit=france)
    for tail, body in (
        ("placement", {"unit": germany.key}),
        ("duties", {"duty": "administrator", "unit": germany.key}),
        (f"duties/{mandate.pk}/end", {}),
        ("sessions", {}),
        ("suspension", {}),
        ("suspension", {"off": "1"}),
        ("departure", {}),
        ("departure", {"off": "1"}),
        ("invitation", {}),
    ):
        assert browser.post(f"{HERE}/{bob.key}/{tail}", body).status_code == 404, tail
    assert Activity.objects.count() == before


def test_c09_ids_outside_the_branch_and_odd_ones_move_nobody(greta, bob, charlie, france, germany, signed_in):
    browser = signed_in(greta)
    for keys in ([charlie.key, bob.key], [bob.key], ["nobody"], [], ["1e1000000"], ["NaN", str(2**63)]):
        answer = browser.post(f"{HERE}/placements", {"person": keys, "unit": germany.key})
        assert answer.status_code == 404, keys
    assert browser.post(f"{HERE}/placements", {"person": [charlie.key], "unit": france.key}).status_code == 404
    assert browser.post(f"{HERE}/placements", {"person": ["x"] * 101, "unit": germany.key}).status_code == 400
    assert Placement.objects.get(person=bob).unit_id == france.pk
    for odd in ("1e1000000", "NaN", "-0", str(2**63)):
        assert browser.get(f"{HERE}?before={odd}").status_code == 404
        assert browser.post(f"{HERE}/{charlie.key}/duties/{odd}/end").status_code == 404


def test_a_place_is_changed(fanny, alice, bob, france, nantes, signed_in):
    browser = signed_in(fanny)
    told = {"unit": france.key, "site": nantes.key, "country": "CA", "subdivision": "ca-qc", "manager": "alice"}
    assert browser.post(f"{HERE}/{bob.key}/placement", told).status_code == 303
    placed = Placement.objects.get(person=bob)
    assert (placed.site, placed.subdivision, placed.manager) == (nantes, "CA-QC", alice)
    assert browser.get(f"{HERE}/{bob.key}-bob-delorme").status_code == 200
    for odd in ({"manager": "personne"}, {"subdivision": "FR-44"}, {"unit": "zzzzzz"}, {"country": "ZZ"}):
        assert browser.post(f"{HERE}/{bob.key}/placement", {**told, **odd}).status_code == 422, odd
    assert browser.post(f"{HERE}/{bob.key}/placement", {**told, "manager": "bob"}).status_code == 403


def test_a_duty_is_given_and_ended(fanny, bob, france, signed_in):
    browser = signed_in(fanny)
    body = {"duty": "administrator", "unit": france.key}
    assert browser.post(f"{HERE}/{bob.key}/duties", body).status_code == 303
    mandate = Mandate.objects.get(person=bob)
    assert mandate.given_by == fanny
    assert "Bob Delorme" in browser.get("/administration/duties").text
    assert browser.post(f"{HERE}/{bob.key}/duties", {"duty": "operator", "unit": france.key}).status_code == 422
    assert browser.post(f"{HERE}/{bob.key}/duties/{mandate.pk}/end").status_code == 303
    assert browser.post(f"{HERE}/{bob.key}/duties/{mandate.pk}/end").status_code == 404
    assert "Bob Delorme" in browser.get("/administration/duties?ended=1").text


def test_an_account_is_signed_out_shut_out_and_let_in_again(fanny, bob, france, signed_in):
    his, browser = signed_in(bob), signed_in(fanny)
    assert browser.post(f"{HERE}/{bob.key}/sessions").status_code == 303
    assert not Session.objects.filter(person=bob).exists() and his.get("/people").status_code == 302
    assert browser.post(f"{HERE}/{bob.key}/suspension").status_code == 303
    assert not Person.objects.get(pk=bob.pk).is_active
    assert browser.post(f"{HERE}/{bob.key}/suspension", {"off": "1"}).status_code == 303
    assert Person.objects.get(pk=bob.pk).is_active


def test_nobody_shuts_out_themselves_nor_those_above(fanny, operator, france, signed_in):
    Placement.objects.filter(person=operator).update(unit=france)
    browser = signed_in(fanny)
    for key in (fanny.key, operator.key):
        assert browser.post(f"{HERE}/{key}/suspension").status_code == 403
    page = browser.get(f"{HERE}/{operator.key}-oscar-opera")
    assert page.status_code == 200 and "/suspension" not in page.text


def test_somebody_leaves_and_comes_back(fanny, bob, france, signed_in):
    browser = signed_in(fanny)
    assert browser.post(f"{HERE}/{bob.key}/departure").status_code == 303
    assert Person.objects.get(pk=bob.pk).left_at and not Session.objects.filter(person=bob).exists()
    page = browser.get(f"{HERE}/{bob.key}-bob-delorme").text
    assert "/departure" in page and 'name="off"' in page
    assert browser.post(f"{HERE}/{bob.key}/departure", {"off": "1"}).status_code == 303
    assert Person.objects.get(pk=bob.pk).left_at is None
    assert browser.post(f"{HERE}/{fanny.key}/departure").status_code == 403


def test_who_has_not_come_yet_is_invited_again_from_their_page(fanny, bob, france, signed_in):
    browser, page = signed_in(fanny), f"{HERE}/{bob.key}-bob-delorme"
    assert "/invitation" not in browser.get(page).text
    assert browser.post(f"{HERE}/{bob.key}/invitation").status_code == 403
    Person.objects.filter(pk=bob.pk).update(joined_at=None)
    assert f"/administration/people/{bob.key}/invitation" in browser.get(page).text
    assert browser.post(f"{HERE}/{bob.key}/invitation").status_code == 303
    assert bob.invitations.filter(invited_by=fanny).count() == 1
    Person.objects.filter(pk=bob.pk).update(email=None)
    assert browser.post(f"{HERE}/{bob.key}/invitation").status_code == 404


def test_several_are_placed_at_once(fanny, alice, bob, france, signed_in):
    below = Unit.objects.create(name="Nantes", parent=france)
    below.path = f"{france.path}{below.pk}/"
    below.save()
    answer = signed_in(fanny).post(f"{HERE}/placements", {"person": [alice.key, bob.key], "unit": below.key})
    assert answer.status_code == 303
    assert set(Placement.objects.filter(unit=below).values_list("person_id", flat=True)) == {alice.pk, bob.pk}


@pytest.mark.parametrize("many", [3, 30])
def test_the_list_costs_the_same_however_many(fanny, france, many, signed_in, django_assert_num_queries):
    for number in range(many):
        Placement.objects.filter(person=person(f"p{number}", f"Person {number}", "FR")).update(unit=france)
    with django_assert_num_queries(3):
        rows, further = queries.administered(fanny)
    assert len(rows) == min(many + 3, 20) and (further is None) is (many == 3)
