import pytest
from django.test import Client
from django.utils.translation import override

from terreau.foundation.identity.models import Person
from terreau.project.visit import steps


@pytest.fixture
def visitor(settings, alice: Person) -> Client:
    settings.DEMO = True
    client = Client()
    client.force_login(alice)
    return client


def first(login: str) -> steps.Stop:
    return next(stop for stop in steps.stops() if stop.login == login)


def test_ten_stops_of_a_minute():
    shown = steps.stops()
    assert [stop.number for stop in shown] == list(range(1, 11))
    assert all(stop.title and stop.text and stop.gain for stop in shown)


def test_only_stops_that_lead_somewhere(visitor: Client):
    page = visitor.get("/demo/tour").content.decode()
    shown = list(steps.reachable())
    assert shown and {stop.login for stop in shown} == {"alice"}  # nobody else of the demo lives here
    assert page.count('id="step-') == len(shown)
    assert not any("Condensation" in stop.url for stop in shown)  # no such post here


def test_a_stop_opens_its_page_as_its_person_and_the_corner_tells_of_it(visitor: Client, bob: Person):
    stop = first("bob")
    quiet = next(one for one in steps.stops() if one.title == "Quiet is the rule")
    answer = visitor.post("/demo/role", {"step": str(stop.number)})  # its space is not here: the next one that is
    assert (answer.status_code, answer["Location"]) == (303, "/notifications/settings#tour")
    assert visitor.session["_auth_user_id"] == str(bob.pk)
    page = visitor.get("/people").content.decode()
    assert f'href="/demo/tour#step-{quiet.number}"' in page and f"{quiet.number} / 10" in page
    assert f'name="step" value="{quiet.number + 1}"' in page
    visitor.post("/demo/role", {"login": "alice"})  # the switch in the corner loses nothing
    assert f'href="/demo/tour#step-{quiet.number}"' in visitor.get("/people").content.decode()


def test_it_begins_at_the_entrance_and_ends_at_its_page(settings, alice: Person):
    settings.DEMO = True
    client = Client()
    assert 'name="step" value="1"' in client.get("/account/login/").content.decode()
    assert client.post("/demo/role", {"step": "1"})["Location"] == "/#tour"
    assert client.post("/demo/role", {"step": "11"})["Location"] == "/demo/tour"


def test_it_goes_on_in_the_language_it_was_begun_in(settings, alice: Person):
    settings.DEMO = True
    other = "en" if alice.language == "fr" else "fr"
    client = Client(headers={"accept-language": other})
    client.post("/demo/role", {"step": "1"})
    with override(other):
        assert steps.stops()[0].title in client.get("/").content.decode()


def test_one_may_leave_it(visitor: Client):
    visitor.post("/demo/role", {"step": "1"})
    assert 'id="tour"' in visitor.get("/people").content.decode()
    assert visitor.post("/demo/tour", {"next": "/people"})["Location"] == "/people"
    assert 'id="tour"' not in visitor.get("/people").content.decode()


@pytest.mark.parametrize("step", ["<1>", "-1", "9" * 19])
def test_a_strange_step_is_no_step(visitor: Client, step: str):
    assert visitor.post("/demo/role", {"login": "alice", "step": step}).status_code == 404
    assert visitor.get("/demo/tour").status_code == 200


def test_visitors_are_asked_in_first(settings, db):
    settings.DEMO = True
    assert Client().get("/demo/tour").status_code == 302
