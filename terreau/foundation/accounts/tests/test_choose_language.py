from collections.abc import Callable

import pytest
from django.test import Client

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import choose_language
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person


def test_a_person_chooses_their_language(bob: Person) -> None:
    choose_language(bob, person=bob, language="en")
    assert Person.objects.get(pk=bob.pk).language == "en"
    assert last_activity() == (
        "accounts.language_chosen",
        bob.pk,
        bob.pk,
        {"person_id": bob.pk, "language": "en"},
    )


@pytest.mark.parametrize("language", ["fr", "tlh", ""])
def test_the_same_or_an_unknown_one_changes_nothing(bob: Person, language: str) -> None:
    choose_language(bob, person=bob, language=language)
    assert Person.objects.get(pk=bob.pk).language == "fr"
    assert not Activity.objects.exists()


def test_nobody_chooses_for_another(operator: Person, bob: Person) -> None:
    with pytest.raises(Refused):
        choose_language(operator, person=bob, language="en")
    assert Person.objects.get(pk=bob.pk).language == "fr"


def test_the_page_speaks_it_at_once(bob: Person, signed_in: Callable[[Person], Client]) -> None:
    browser = signed_in(bob)
    browser.post("/language", {"language": "en"})
    assert b'<html lang="en"' in browser.get("/nowhere").content
