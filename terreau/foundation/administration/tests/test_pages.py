"""Every page of the administration is drawn for those who run something, and absent for everybody else."""

import pytest

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Duty, Mandate, Network, Placement, Site, Unit
from tests.cast import person, with_duty

pytestmark = pytest.mark.django_db
WHOLE = ("", "/network", "/sites", "/units", "/duties", "/duties?ended=1")


@pytest.fixture
def france() -> Unit:
    return top("Aubier France", "FR")


@pytest.fixture
def germany() -> Unit:
    return top("Aubier Deutschland", "DE")


def top(name: str, country: str) -> Unit:
    unit = Unit.objects.create(kind="entity", name=name, country=country)
    unit.path = f"/{unit.pk}/"
    unit.save()
    return unit


@pytest.fixture
def fanny(france: Unit) -> Person:
    made = with_duty(person("fanny", "Fanny Morel", "FR"), Duty.ADMINISTRATOR, france)
    Placement.objects.filter(person=made).update(unit=france)
    return made


def test_the_way_there_is_shown_to_those_who_run_something(operator, fanny, alice, signed_in):
    for who, shown in ((operator, True), (fanny, True), (alice, False)):
        assert ('href="/administration"' in signed_in(who).get("/people").text) is shown


def test_pages_are_drawn_for_operators_and_absent_for_others(operator, alice, gaby, dora, france, signed_in):
    for tail in (*WHOLE, f"/units/{france.key}"):
        page = signed_in(operator).get(f"/administration{tail}")
        assert page.status_code == 200 and "Terreau 0." in page.text, tail
        for person_ in (alice, gaby, dora):
            assert signed_in(person_).get(f"/administration{tail}").status_code == 404, (person_, tail)


def test_a_branch_is_all_that_its_administrator_finds(fanny, france, germany, signed_in):
    browser = signed_in(fanny)
    assert "Aubier Deutschland" not in browser.get("/administration/units").text
    assert browser.get(f"/administration/units/{germany.key}").status_code == 404
    for verb in ("edition", "move", "closing", "reopening"):
        assert browser.post(f"/administration/units/{germany.key}/{verb}", {"parent": france.key}).status_code == 404
    assert browser.post(f"/administration/units/{france.key}/move", {"parent": germany.key}).status_code == 422
    assert browser.get("/administration/network").status_code == 404
    assert (
        browser.post("/administration/sites", {"name": "X", "country": "FR", "time_zone": "Europe/Paris"}).status_code
        == 403
    )
    assert browser.post("/administration/units", {"name": "X", "kind": "entity"}).status_code == 403
    hub = browser.get("/administration").text
    assert "/administration/units" in hub and "/administration/network" not in hub and "/administration/jobs" not in hub


def test_a_unit_is_added_changed_moved_closed_and_reopened(operator, france, germany, signed_in):
    browser = signed_in(operator)
    assert browser.post(f"/administration/units/{france.key}", {"name": "Nantes", "kind": "unit"}).status_code == 303
    unit = Unit.objects.get(name="Nantes")
    told = {"unit-name": "Nantes et Rezé", "unit-kind": "unit", "unit-country": "FR"}
    for verb, body in (("edition", told), ("move", {"parent": germany.key}), ("closing", {}), ("reopening", {})):
        assert browser.post(f"/administration/units/{unit.key}/{verb}", body).status_code == 303, verb
    unit.refresh_from_db()
    assert (unit.name, unit.parent_id, unit.closed_at) == ("Nantes et Rezé", germany.pk, None)
    page = browser.post(f"/administration/units/{france.key}", {"name": "", "kind": "planet"})
    assert page.status_code == 422 and 'aria-invalid="true"' in page.text


def test_a_site_says_where_it_is(operator, signed_in):
    browser = signed_in(operator)
    told = {"name": "Lévis", "country": "CA", "subdivision": "ca-qc", "time_zone": "America/Toronto"}
    assert browser.post("/administration/sites", told).status_code == 303
    site = Site.objects.get()
    assert site.subdivision == "CA-QC"
    for odd in ({"subdivision": "FR-44"}, {"subdivision": "Q"}, {"time_zone": "Mars/Olympus"}, {"country": "ZZ"}):
        assert browser.post(f"/administration/sites/{site.key}", {**told, **odd}).status_code == 422, odd


def test_an_accent_that_does_not_read_is_refused_with_the_nearest_that_does(operator, signed_in):
    browser = signed_in(operator)
    page = browser.post("/administration/network", {"name": "Le Lien", "company": "Aubier", "accent": "#f2c94c"})
    assert page.status_code == 422 and "#f2c94c" in page.text
    assert not Network.objects.exists()
    told = {"name": "Le Lien", "company": "Aubier", "accent": "#1F4E79"}
    assert browser.post("/administration/network", told).status_code == 303
    assert "/brand/1f4e79.css" in browser.get("/people").text
    sheet = browser.get("/brand/1f4e79.css")
    assert sheet.status_code == 200 and "--seve:light-dark(#1f4e79" in sheet.text
    for address in ("/people", "/account/password/change/"):
        assert (
            '<meta name="theme-color" content="#1f4e79" media="(prefers-color-scheme: light)">'
            in browser.get(address).text
        )
    assert browser.get("/manifest.webmanifest").json()["theme_color"] == "#1f4e79"
    for odd in ("f2c94c", "1f4e7", "zzzzzz"):
        assert browser.get(f"/brand/{odd}.css").status_code == 404


def test_the_menu_offers_the_chosen_languages(operator, alice, signed_in):
    browser = signed_in(operator)
    body = {"languages": ["fr"], "default": "fr"}
    assert browser.post("/administration/network/languages", body).status_code == 303
    assert 'value="en" lang="en"' not in signed_in(alice).get("/people").text
    assert browser.post("/administration/network/languages", {"languages": ["fr"], "default": "en"}).status_code == 422


def test_c09_odd_numbers_and_keys_are_refused(operator, signed_in):
    browser = signed_in(operator)
    for odd in ("1e1000000", "NaN", "-0", str(2**63), "9" * 400, "%00"):
        for address in ("journal?before=", "jobs?before=", "journal?until="):
            assert browser.get(f"/administration/{address}{odd}").status_code in {400, 404}, (address, odd)
        for address in (f"health/{odd}/hearing", f"jobs/{odd}/again", f"units/{odd}/closing"):
            assert browser.post(f"/administration/{address}").status_code in {400, 404}, (address, odd)


def test_what_the_frame_costs(alice, operator, signed_in, django_assert_max_num_queries):
    browser = signed_in(operator)
    browser.get("/administration/duties")
    with django_assert_max_num_queries(8):
        browser.get("/administration/duties")
    assert Mandate.objects.count() == 1
