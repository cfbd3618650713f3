import pytest
from django.test import Client

from terreau.foundation.identity.models import Person
from tests.cast import PASSWORD


@pytest.fixture
def demo(settings) -> None:
    settings.DEMO = True


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_one_press_and_one_is_somebody_else(demo, alice: Person, bob: Person):
    client = Client()
    answer = client.post("/demo/role", {"login": "alice", "next": "/people"})
    assert (answer.status_code, answer["Location"]) == (303, "/people")
    first = client.session.session_key
    assert signed_in_as(client) == str(alice.pk)
    client.post("/demo/role", {"login": "bob"})
    assert signed_in_as(client) == str(bob.pk)
    assert not client.session.exists(first)  # the other’s open pages close with their session


@pytest.mark.parametrize("login", ["", "nobody", "dora"])
def test_only_the_eight_and_only_those_who_are_here(demo, alice: Person, login: str):
    assert Client().post("/demo/role", {"login": login}).status_code == 404


def test_nobody_of_a_real_company_is_ever_a_role(demo, alice: Person):
    Person.objects.filter(pk=alice.pk).update(email="alice@aubier.example")
    assert Client().post("/demo/role", {"login": "alice"}).status_code == 404


def test_outside_demo_mode_it_does_not_exist(alice: Person):
    client = Client()
    client.force_login(alice)
    assert client.post("/demo/role", {"login": "alice"}).status_code == 404
    assert client.get("/demo/tour").status_code == 404
    page = client.get("/").content.decode()
    assert "/demo/" not in page
    assert "/demo/" not in Client().get("/account/login/").content.decode()


def test_it_needs_the_form_and_its_token(demo, alice: Person):
    assert Client().get("/demo/role").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/demo/role", {"login": "alice"}).status_code == 403


def test_it_leads_nowhere_else(demo, alice: Person):
    answer = Client().post("/demo/role", {"login": "alice", "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_the_corner_and_the_entrance_show_all_eight(demo, alice: Person):
    assert Client().get("/account/login/").content.decode().count('name="login" value=') >= 8
    client = Client()
    assert client.login(username="alice", password=PASSWORD)
    page = client.get("/").content.decode()
    assert page.count('formaction="/demo/role" name="login"') == 8
    assert 'value="alice" aria-current="true"' in page
