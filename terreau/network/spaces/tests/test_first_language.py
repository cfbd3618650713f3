"""“Which language newcomers begin with” is read wherever somebody new is made, until they choose for themselves."""

import pytest

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
    place = actions.invite_from_outside(alice, space=secret, email="pia@partner.example", name="Pia Partner")
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
