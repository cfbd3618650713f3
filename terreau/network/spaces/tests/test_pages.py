"""Every page of spaces is drawn, and a hidden space is nowhere."""

import pytest

from terreau.network.spaces.models import Proposal, Space
from tests.cast import space_of

pytestmark = pytest.mark.django_db

PROPOSAL = {
    "name": "Bois de bout",
    "purpose": "Trouver à qui parler des chutes de bois de bout",
    "meant_for": "Ateliers",
    "sponsor": "Paul Ménard",
    "care_hours": "2",
    "template": "community",
    "openness": "open",
    "joining": "free",
}
DOORS = ("membership", "departure", "request", "invitation", "level", "star", "archive", "mark", "discovery")


def test_pages_of_a_space_are_drawn_for_everybody_who_may(alice, bob, charlie, operator, space, signed_in):
    for person in (alice, bob, charlie, operator):
        for tail in ("", "/about", "/people", "?only=questions"):
            page = signed_in(person).get(f"/spaces/{space.key}-qualite-produit{tail}")
            assert page.status_code == 200 and "Qualité produit" in page.text, (person, tail)
    assert signed_in(alice).get(f"/spaces/{space.key}/edit").status_code == 200
    assert signed_in(bob).get(f"/spaces/{space.key}/edit").status_code == 403


def test_a_wrong_word_in_the_address_leads_to_the_right_one(bob, space, signed_in):
    for tail in ("people", "about"):
        page = signed_in(bob).get(f"/spaces/{space.key}-autre/{tail}")
        assert (page.status_code, page.headers["Location"]) == (301, f"/spaces/{space.key}-qualite-produit/{tail}")


def test_the_list_shows_what_exists_for_one(alice, charlie, gaby, space, closed, secret, signed_in):
    assert "Projet Alizé" in signed_in(alice).get("/spaces").text
    seen = signed_in(charlie).get("/spaces").text
    assert "Qualité produit" in seen and "Direction" in seen and "Projet Alizé" not in seen
    assert "Qualité produit" not in signed_in(gaby).get("/spaces").text
    for address in ("/spaces?only=mine", "/spaces?only=archived", "/spaces?q=qualite", "/spaces?openness=closed"):
        assert signed_in(charlie).get(address).status_code == 200
    assert signed_in(charlie).get("/spaces?only=all").status_code == 404
    assert signed_in(charlie).get("/spaces?before=x").status_code == 404


def test_all_pages_of_a_secret_space_are_absent(charlie, operator, secret, signed_in):
    for person in (charlie, operator):
        for tail in ("", "/about", "/people", "/edit"):
            assert signed_in(person).get(f"/spaces/{secret.key}{tail}").status_code == 404
        for tail in (
            "membership",
            "departure",
            "request",
            "invitation",
            "level",
            "star",
            "archive",
            "mark",
            "discovery",
        ):
            assert signed_in(person).post(f"/spaces/{secret.key}/{tail}").status_code == 404


def test_settings_are_saved_in_two_languages(alice, paul, space, signed_in):
    Space.objects.filter(pk=space.pk).update(language="fr", names={"fr": "Ancien nom", "de": "Qualität"})
    said = {**PROPOSAL, "name": "Qualité", "language": "fr", "name_en": "Quality", "purpose_en": "Fewer returns"}
    saved = signed_in(alice).post(f"/spaces/{space.key}/edit", said)
    assert saved.status_code == 303
    space.refresh_from_db()
    assert (space.name, space.names, space.sponsor_id) == ("Qualité", {"de": "Qualität", "en": "Quality"}, paul.pk)
    wrong = signed_in(alice).post(f"/spaces/{space.key}/edit", {**said, "care_hours": "1e1000000", "sponsor": "Nobody"})
    assert wrong.status_code == 422


def test_c01_only_fields_of_the_form_are_taken(alice, paul, space, signed_in):
    said = {**PROPOSAL, "language": "fr", "official_at": "2026-01-01", "member_count": "999", "key": "222222"}
    signed_in(alice).post(f"/spaces/{space.key}/edit", said)
    fresh = Space.objects.get(pk=space.pk)
    assert (fresh.official_at, fresh.member_count, fresh.key) == (None, 2, space.key)


def test_similar_spaces_come_before_a_proposal(bob, paul, space, signed_in):
    Space.objects.filter(pk=space.pk).update(words="qualite produit chutes de bois")
    browser = signed_in(bob)
    first = browser.post("/spaces/new", PROPOSAL)
    assert first.status_code == 200 and "Qualité produit" in first.text and not Proposal.objects.exists()
    again = browser.post("/spaces/new", {**PROPOSAL, "seen": "1"})
    assert again.status_code == 303 and Proposal.objects.get().answers["sponsor_id"] == paul.pk
    assert "Bois de bout" in browser.get("/spaces/proposals").text


def test_an_administrator_creates_at_once_and_answers(bob, paul, operator, signed_in):
    assert signed_in(operator).post("/spaces/new", PROPOSAL).status_code == 303
    assert Space.objects.get().name == "Bois de bout"
    signed_in(bob).post("/spaces/new", {**PROPOSAL, "name": "Colle", "purpose": "Rien de commun", "seen": "1"})
    proposal = Proposal.objects.get()
    assert "Colle" in signed_in(operator).get("/spaces/proposals").text
    answer = f"/spaces/proposals/{proposal.key}/answer"
    assert signed_in(bob).post(answer, {"accept": "1"}).status_code == 403
    assert signed_in(operator).post(answer, {"accept": "1"}).status_code == 303
    assert Space.objects.get(name="Colle").created_by_id == operator.pk
    assert signed_in(operator).get("/spaces/new?template=project").status_code == 200


def test_the_glass_is_for_administrators(alice, charlie, operator, secret, signed_in):
    assert signed_in(charlie).get("/spaces/glass").status_code == 404
    browser = signed_in(operator)
    assert browser.get("/spaces/glass").status_code == 200
    assert browser.post("/spaces/glass", {"space": secret.key, "reason": ""}).status_code == 422
    broken = browser.post("/spaces/glass", {"space": f"/spaces/{secret.key}-x", "reason": "Plainte 12"})
    assert broken.status_code == 303
    assert "Plainte 12" in signed_in(alice).get(f"/spaces/{secret.key}/about", follow=True).text


def test_members_are_for_who_may_read(alice, charlie, closed, signed_in):
    assert "Bob Delorme" in signed_in(alice).get(f"/spaces/{closed.key}/people", follow=True).text
    assert "Bob Delorme" not in signed_in(charlie).get(f"/spaces/{closed.key}/people", follow=True).text


def test_a_former_address_leads_on_for_who_may_see(bob, charlie, space, secret, signed_in):
    space.former_keys.create(key="aaaaaa")
    secret.former_keys.create(key="bbbbbb")
    assert signed_in(charlie).get("/spaces/aaaaaa").headers["Location"] == f"/spaces/{space.key}-qualite-produit"
    assert signed_in(charlie).get("/spaces/bbbbbb").status_code == 404
    assert signed_in(bob).get("/spaces/bbbbbb").status_code == 301


def test_discovery_and_its_counts(alice, charlie, space, signed_in):
    space_of(alice, name="Autre", category="Métiers", language="fr")
    page = signed_in(charlie).get("/spaces?category=M%C3%A9tiers").text
    assert "Autre" in page and "Qualité produit" not in page.partition("<main")[2]
