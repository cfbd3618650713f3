"""A password is asked for, advised on and refused in our own words, in both languages."""

import re

import pytest
from django.test import Client
from django.utils.html import escape

from terreau.foundation.identity.models import Person
from tests.cast import PASSWORD

WORDS = {
    "fr": {
        "labels": ["Votre mot de passe actuel", "Nouveau mot de passe", "Le nouveau mot de passe, une seconde fois"],
        "advice": "Dix caractères au moins. Une courte phrase se retient bien.",
        "forgotten": "Mot de passe oublié",
        "wrong": "Ce n’est pas votre mot de passe.",
        "short": "Trop court\u202f: 10 caractères au moins.",
        "common": "Beaucoup de gens utilisent ce mot de passe\u202f: c’est le premier que l’on essaie.",
        "oneself": "Ce mot de passe ressemble à votre nom ou à votre adresse.",
        "differ": "Les deux ne sont pas identiques.",
    },
    "en": {
        "labels": ["Your password until now", "New password", "The new password once more"],
        "advice": "Ten characters at least. A short sentence is easy to keep in mind.",
        "forgotten": "Forgotten password",
        "wrong": "This is not your password.",
        "short": "Too short: 10 characters at least.",
        "common": "Many people use this password, so it is tried first.",
        "oneself": "This password resembles your name or your address.",
        "differ": "The two are not the same.",
    },
}
CHANGE = "/account/password/change/"


@pytest.fixture(params=["fr", "en"])
def spoken(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def browser(alice: Person, client: Client, spoken: str) -> Client:
    """Alice, who speaks this language and has just confirmed that it is her."""
    Person.objects.filter(pk=alice.pk).update(language=spoken)
    client.force_login(alice)
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
    return client


def test_it_is_asked_for_in_our_words(browser: Client, spoken: str) -> None:
    page = browser.get(CHANGE).text.partition("<main")[2].partition("</main>")[0]
    words = WORDS[spoken]
    said = [re.sub(r"<[^>]+>", "", label).strip() for label in re.findall(r"<label.*?</label>", page, re.DOTALL)]
    assert said == words["labels"]
    assert page.count(str(words["advice"])) == 1 and str(words["forgotten"]) in page
    assert "placeholder" not in page and "can’t be" not in page


@pytest.mark.parametrize(
    ("why", "old", "first", "second"),
    [
        ("wrong", "not this one", "une phrase assez longue", "une phrase assez longue"),
        ("short", PASSWORD, "court", "court"),
        ("common", PASSWORD, "1234567890", "1234567890"),
        ("oneself", PASSWORD, "alice vasseur", "alice vasseur"),
        ("differ", PASSWORD, "une phrase assez longue", "une phrase assez longues"),
    ],
)
def test_it_is_refused_in_our_words(
    browser: Client, alice: Person, spoken: str, why: str, old: str, first: str, second: str
) -> None:
    page = browser.post(CHANGE, {"oldpassword": old, "password1": first, "password2": second}).text
    assert escape(WORDS[spoken][why]) in page or str(WORDS[spoken][why]) in page
    told = [words for name, words in WORDS[spoken].items() if name not in ("labels", "advice", "forgotten", why)]
    assert not [words for words in told if str(words) in page]
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_a_right_one_is_kept(browser: Client, alice: Person) -> None:
    new = "une phrase assez longue"
    assert browser.post(CHANGE, {"oldpassword": PASSWORD, "password1": new, "password2": new}).status_code == 302
    alice.refresh_from_db()
    assert alice.check_password(new)
