"""The page of the profile’s lines, and the line on everybody’s own form."""

import pytest

from terreau.network.people.models import CustomField, Profile

pytestmark = pytest.mark.django_db
HERE = "/administration/fields"
RADIO = {"new-label_fr": "Canal radio", "new-label_en": "Radio channel", "new-position": "1"}


def test_a_line_is_added_filled_in_changed_and_ended(operator, alice, signed_in):
    browser, hers = signed_in(operator), signed_in(alice)
    assert browser.post(HERE, RADIO).status_code == 303
    assert "Canal radio" in hers.get("/profile/edition").text
    assert hers.post("/profile/edition", {"name": alice.name, "line_canal-radio": "Canal 4"}).status_code == 303
    assert Profile.objects.get(person=alice).custom == {"canal-radio": "Canal 4"}
    told = {"line-canal-radio-label_fr": "Radio", "line-canal-radio-label_en": "Radio"}
    told["line-canal-radio-position"] = "5"
    assert browser.post(f"{HERE}/canal-radio/edition", told).status_code == 303
    assert "Canal 4" in hers.get("/profile/edition").text
    assert browser.post(f"{HERE}/canal-radio/end").status_code == 303
    assert browser.post(f"{HERE}/canal-radio/end").status_code == 404
    assert "Radio" not in hers.get("/profile/edition").text


def test_who_may_not_and_odd_numbers(operator, alice, gaby, signed_in):
    for person in (alice, gaby):
        assert signed_in(person).get(HERE).status_code == 404
        assert signed_in(person).post(HERE, RADIO).status_code == 404
    for odd in ("1e1000000", "NaN", "-1", str(2**63), ""):
        assert signed_in(operator).post(HERE, {**RADIO, "new-position": odd}).status_code == 422, odd
    assert not CustomField.objects.exists()
