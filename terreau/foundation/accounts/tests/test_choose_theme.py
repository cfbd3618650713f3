import pytest
from django.test import Client

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import choose_theme
from terreau.foundation.accounts.tests.journal import last_activity
from terreau.foundation.accounts.tests.mailed import SignIn
from terreau.foundation.identity.models import Person


def test_a_choice_follows_to_other_devices(bob: Person, signed_in: SignIn) -> None:
    first, second = signed_in(bob), signed_in(bob)
    first.post("/appearance", {"theme": "dark"})
    assert last_activity() == ("accounts.theme_chosen", bob.pk, bob.pk, {"person_id": bob.pk})
    assert b'data-theme="dark"' in second.get("/account").content
    first.post("/appearance", {"theme": "system"})
    assert b"data-theme=" not in second.get("/account").content


def test_a_visitor_keeps_it_on_the_device(db: None) -> None:
    visitor = Client()
    visitor.post("/appearance", {"theme": "dark"})
    assert b'data-theme="dark"' in visitor.get("/account/login/").content


def test_an_unknown_one_changes_nothing(bob: Person) -> None:
    choose_theme(bob, person=bob, theme="neon")
    assert Person.objects.get(pk=bob.pk).theme == "system"


def test_nobody_chooses_for_another(operator: Person, bob: Person) -> None:
    with pytest.raises(Refused):
        choose_theme(operator, person=bob, theme="dark")
