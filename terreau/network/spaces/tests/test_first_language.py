"""“Which language newcomers begin with” is read wherever somebody new is made, until they choose for themselves.

A visitor hears it too, where their browser asks for no installed language.
"""

import pytest
from django.test import Client

from terreau.foundation.accounts import actions as accounts
from terreau.foundation.orgs.actions import choose_languages
from terreau.network.people.actions.importing import Newcomer
from terreau.network.people.tests.importing import brought
from terreau.network.spaces import actions

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["fr", "en"])
def first(operator, request):
    choose_languages(operator, languages=["fr", "en"], default=request.param)
    return request.param


def test_people_brought_in_and_guests_begin_with_it(first, alice, secret):
    (ada,) = brought(Newcomer("ada22222", "Ada Lovelace"))
    place = actions.invite_from_outside(alice, space=secret, email="pia@partner.example", name="Pia Partner").place
    assert ada.language == place.person.language == first


def test_the_invitation_proposes_it_and_whoever_comes_in_may_choose(first, operator, signed_in, client, mailoutbox):
    page = signed_in(operator).get("/invitations").text
    assert f'<option value="{first}" selected>' in page
    other = {"fr": "en", "en": "fr"}[first]
    asked = accounts.invite(operator, email="ada@demo.example", name="Ada Lovelace", language=first)
    assert asked.person.language == first
    words = {"name": "Ada Lovelace", "password": "une phrase assez longue"}
    accounts.accept_invitation(None, invitation=asked, language=other, **words)
    asked.person.refresh_from_db()
    assert asked.person.language == other


def spoken(asked=None, **cookies):
    """The language in which the entrance speaks to a browser that asks for these."""
    visitor = Client()
    visitor.cookies.load(cookies)
    page = visitor.get("/account/login", headers={"Accept-Language": asked} if asked else {})
    assert f'<html lang="{page["Content-Language"]}"' in page.text
    return page["Content-Language"]


def test_a_visitor_whose_browser_asks_for_another_language_hears_it(first):
    for asked in ("pl", "pl-PL,de;q=0.8", "*", "pl,*;q=0.5", "x" * 600, "\u00e9,;q=,"):
        assert spoken(asked) == first, asked


def test_a_visitor_whose_browser_asks_for_an_installed_one_hears_that(first):
    assert (spoken("fr-CA"), spoken("en-GB,fr;q=0.5"), spoken("pl,fr;q=0.8,en;q=0.5")) == ("fr", "en", "fr")


def test_a_visitor_hears_what_they_chose(first):
    other = {"fr": "en", "en": "fr"}[first]
    assert (spoken("pl", terreau_language=other), spoken("pl", terreau_language="pl")) == (other, first)


def test_a_program_that_asks_for_no_language_asks_nothing_of_the_database(first, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/hello")["Content-Language"] == "en"
