"""The name colleagues see: one’s own to change, shown at once wherever one wrote."""

import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.people import actions, queries

pytestmark = pytest.mark.django_db


def test_colleagues_find_the_new_name_and_no_longer_the_old_one(alice, bob):
    actions.edit_profile(alice, person=alice, title="Acheteuse")
    actions.rename(alice, person=alice, name="  Alice   Vasseur-Morin ")
    assert [row.name for row in queries.directory(bob, text="morin").people] == ["Alice Vasseur-Morin"]
    actions.rename(alice, person=alice, name="Lise Morin")
    assert not queries.directory(bob, text="vasseur").people
    kept = Person.objects.get(pk=alice.pk)
    assert (kept.name, kept.given_name) == ("Lise Morin", "Lise")
    assert Activity.objects.filter(kind="people.renamed", actor=alice, data={"person_id": alice.pk}).count() == 2


def test_the_first_name_that_still_stands_in_the_name_stays(alice):
    alice.given_name = "Marie Alice"
    actions.rename(alice, person=alice, name="Marie Alice Morin")
    assert alice.given_name == "Marie Alice"


def test_the_same_name_again_tells_nothing(alice):
    actions.rename(alice, person=alice, name=alice.name)
    assert not Activity.objects.filter(kind="people.renamed").exists()


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u202e", "\u2066", "\u00ad", "\u200d", "\ufeff", "\u3164", "\u202f\u2060"]
)
def test_a22_no_letter_without_a_shape_makes_one_name_of_two(alice, hidden):
    actions.rename(alice, person=alice, name=f"Bob{hidden} {hidden}Tremblay{hidden}")
    assert alice.name == "Bob Tremblay"
    with pytest.raises(Refused):
        actions.rename(alice, person=alice, name=hidden)


def test_scripts_that_join_their_letters_keep_their_joiners(alice):
    actions.rename(alice, person=alice, name="نیک\u200cنام کاظمی")
    assert "\u200c" in alice.name


def test_a_page_says_so_beside_the_name(alice, signed_in):
    page = signed_in(alice).post("/profile/edition", {"name": "\u2060\u200b"})
    assert page.status_code == 422 and "Un nom compte au moins une lettre." in page.content.decode()


def test_only_oneself_and_never_nobody(alice, bob, operator):
    for actor in (bob, operator):
        with pytest.raises(Refused):
            actions.rename(actor, person=alice, name="Chef")
    with pytest.raises(Refused):
        actions.rename(alice, person=alice, name="   ")
    assert Person.objects.get(pk=alice.pk).name == "Alice Vasseur"


def test_in_the_form_of_one_s_profile(alice, signed_in):
    browser = signed_in(alice)
    assert 'value="Alice Vasseur"' in browser.get("/profile/edition").text
    answer = browser.post("/profile/edition", {"name": "Alice Morin", "title": "Acheteuse"})
    assert answer.status_code == 303 and answer["Location"].endswith("-alice-morin")
    assert "Alice Morin" in browser.get(answer["Location"]).text
    assert browser.post("/profile/edition", {"name": " ", "title": "Acheteuse"}).status_code == 422
