"""The first operator: an empty network has a way in, and nobody but the machine’s holder opens it."""

from argparse import Namespace

import pytest
from django.test import Client
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts import commands
from terreau.foundation.accounts.actions import make_operator
from terreau.foundation.accounts.tests.mailed import LINK
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs
from terreau.foundation.ui.terminal import Mistake


def at_the_terminal(login: str, name: str = "") -> int:
    (command,) = (one for one in commands.COMMANDS if one.name == "operator make")
    return command.run(Namespace(login=login, name=name))


def test_an_empty_network_gets_its_first_operator(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert at_the_terminal("ada@company.example", "Ada Lovelace") == 0
    said = capsys.readouterr()
    browser, path = Client(), LINK.findall(said.out)[0]
    page = browser.get(path, follow=True)
    sent = {"password1": "a sentence of mine", "password2": "a sentence of mine"}
    assert browser.post(page.redirect_chain[-1][0], sent).status_code == 302
    browser = Client()
    assert (
        browser.post("/account/login/", {"login": "ada@company.example", "password": sent["password1"]}).status_code
        == 302
    )
    assert browser.get("/administration").status_code == 200
    assert browser.get("/").status_code == 200
    ada = Person.objects.get(email="ada@company.example")
    assert orgs.may_operate(ada) and (ada.name, ada.given_name) == ("Ada Lovelace", "Ada")
    assert said.out.count("\n") == 1 and "3 days" in said.err


def test_the_journal_says_so_once(db: None) -> None:
    for _ in range(2):
        make_operator(None, login="ada@company.example", name="Ada")
    told = Activity.objects.order_by("pk").values_list("kind", "actor_id")
    assert list(told) == [("accounts.admitted", None), ("orgs.entrusted", None)]


def test_a_colleague_who_is_here_signs_in_as_before(bob: Person, capsys: pytest.CaptureFixture[str]) -> None:
    assert at_the_terminal("bob") == 0
    assert orgs.may_operate(bob)
    said = capsys.readouterr()
    assert said.out == "" and "as before" in said.err


@pytest.mark.parametrize("actor", ["operator", "alice"])
def test_nobody_makes_one_from_a_page(request: pytest.FixtureRequest, bob: Person, actor: str) -> None:
    with pytest.raises(Refused):
        make_operator(request.getfixturevalue(actor), login="bob")
    assert not orgs.may_operate(bob)


def test_neither_guests_nor_who_has_left_or_was_shut_out(gaby: Person, bob: Person, charlie: Person) -> None:
    Person.objects.filter(pk=bob.pk).update(left_at=timezone.now())
    Person.objects.filter(pk=charlie.pk).update(suspended_at=timezone.now())
    for who in (gaby, bob, charlie):
        with pytest.raises(Mistake, match="colleague"):
            at_the_terminal(str(who.username))
        assert not orgs.may_operate(who)


@pytest.mark.parametrize(
    ("login", "name"), [("ada", "Ada"), ("ada@company.example", " "), ("ádà@company.example", "Ada")]
)
def test_a_newcomer_has_an_address_and_a_name(db: None, login: str, name: str) -> None:
    with pytest.raises(Mistake, match="Nobody has this"):
        at_the_terminal(login, name)
    assert not Person.objects.exists()
