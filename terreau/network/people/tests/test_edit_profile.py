import pytest

from terreau.foundation.access.words import Refused
from terreau.network.people import actions, queries

pytestmark = pytest.mark.django_db


def test_a_profile_is_found_by_what_it_says(alice, bob, signed_in):
    words = {"name": alice.name, "title": "Acheteuse bois", "ask_me_about": "douglas, mélèze"}
    actions.edit_profile(alice, person=alice, skills=["Négociation", "negociation"], languages=["fr", "de"], **words)
    for text in ("alice", "ALIC", "acheteuse", "melez", "négo"):
        assert [row.name for row in queries.directory(bob, text=text).people] == ["Alice Vasseur"], text
    assert queries.directory(bob, language="de").people[0].skills == ("negociation",)
    assert not queries.directory(bob, text="douglas chêne").people
    page = signed_in(bob).get(f"/people/{alice.key}", follow=True)
    assert page.status_code == 200 and "mélèze" in page.text


def test_only_oneself(alice, bob):
    with pytest.raises(Refused):
        actions.edit_profile(alice, person=bob, title="Chef")


def test_own_form(alice, signed_in):
    browser = signed_in(alice)
    assert browser.get("/profile/edition").status_code == 200
    said = {
        "name": alice.name,
        "title": "Chargée de communication",
        "languages": ["fr"],
        "skills": "bois, certification",
    }
    assert browser.post("/profile/edition", said).status_code == 303
    assert queries.own_profile(alice)["skills"] == "bois, certification"
