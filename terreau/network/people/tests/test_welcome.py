"""The first morning, step one; further lines; the gentle reminder."""

import re

import pytest

from terreau.foundation.orgs.models import Placement
from terreau.network.people import actions, queries
from terreau.network.people.tests.test_set_photo import kept

pytestmark = pytest.mark.django_db


def test_two_minutes_then_the_spaces(bob, nantes, signed_in):
    browser = signed_in(bob)
    assert "Nantes" in browser.get("/welcome").content.decode()
    said = {
        "name": bob.name,
        "title": "Technicien",
        "site": nantes.key,
        "languages": ["fr"],
        "skills": "bois",
        "ask_me_about": "douglas",
    }
    answer = browser.post("/welcome", said)
    assert (answer.status_code, answer["Location"]) == (303, "/welcome/spaces")
    assert Placement.objects.get(person=bob).site == nantes
    assert set(queries.interests(bob)) >= {"technicien", "bois", "douglas", "nantes"}


def test_the_photo_that_is_there_is_shown(bob, signed_in):
    browser = signed_in(bob)
    assert '<img src="/files/' not in browser.get("/welcome").text
    file = kept(bob)
    actions.set_photo(bob, person=bob, key=file.key)
    bob.refresh_from_db()
    page = browser.get("/welcome").text
    assert re.search(rf'data-size="l" aria-hidden="true">BD<img src="/files/{bob.photo}', page)


def test_guests_choose_no_site(gaby, nantes, signed_in):
    browser = signed_in(gaby)
    assert "Nantes" not in browser.get("/welcome").content.decode()
    assert browser.post("/welcome", {"name": gaby.name, "title": "Conseil"}).status_code == 303


def test_an_administrator_s_line_is_shown_and_edited(operator, bob, alice, signed_in):
    actions.add_custom_field(operator, slug="office", labels={"fr": "Bureau", "en": "Office"})
    browser = signed_in(bob)
    assert "Bureau" in browser.get("/profile/edition").content.decode()
    browser.post("/profile/edition", {"name": bob.name, "line_office": "B, 1.03"})
    assert queries.profile_page(alice, bob).custom == [("Bureau", "B, 1.03")]


def test_the_reminder_is_gentle(bob, signed_in):
    browser = signed_in(bob)
    path = queries.address(bob.key, bob.name)
    assert "/profile/nudge" in browser.get(path).content.decode()
    browser.post("/profile/nudge", {"next": path})
    assert "/profile/nudge" not in browser.get(path).content.decode()
