import pytest
from django.test import Client

from terreau.foundation.identity.models import Person
from terreau.project.visit import steps


@pytest.fixture
def visitor(settings, alice: Person) -> Client:
    settings.DEMO = True
    client = Client()
    client.force_login(alice)
    return client


def test_only_stops_that_lead_somewhere(visitor: Client):
    page = visitor.get("/demo/tour").content.decode()
    assert page.count("<li ") >= 1
    shown = steps.steps()
    assert {step.login for step in shown} == {"alice"}  # nobody else of the demo lives here
    assert [step.number for step in shown] == list(range(1, len(shown) + 1))
    assert not any("Condensation" in step.url for step in shown)  # no such post here


def test_a_stop_opens_its_page_and_is_remembered(visitor: Client, bob: Person):
    answer = visitor.post("/demo/role", {"login": "bob", "next": "/people", "step": "2"})
    assert answer["Location"] == "/people"
    assert 'href="/demo/tour#step-2"' in visitor.get("/people").content.decode()
    visitor.post("/demo/role", {"login": "alice"})  # the switch in the corner loses nothing
    assert 'href="/demo/tour#step-2"' in visitor.get("/people").content.decode()


def test_a_strange_step_is_no_step(visitor: Client):
    visitor.post("/demo/role", {"login": "alice", "step": "<1>"})
    assert visitor.get("/demo/tour").status_code == 200


def test_visitors_are_asked_in_first(settings, db):
    settings.DEMO = True
    assert Client().get("/demo/tour").status_code == 302
