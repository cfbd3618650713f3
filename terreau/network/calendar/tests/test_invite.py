import pytest

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions
from terreau.network.calendar.models import Answer
from terreau.network.calendar.tests.planning import crowd, planned, told

pytestmark = pytest.mark.django_db


def test_people_are_asked_once_and_answer_themselves(alice, bob, charlie, space):
    event = planned(alice, space, seats=1)
    assert actions.invite(alice, event=event, people=[bob, charlie]) == 2
    assert actions.invite(alice, event=event, people=[bob, charlie, alice]) == 0
    assert told("calendar.invited")[0].data["people"] == sorted([bob.pk, charlie.pk])
    assert actions.answer(bob, event=event, choice="yes").choice == "yes"
    assert actions.invite(alice, event=event, people=[bob]) == 0
    assert Answer.objects.get(person=bob).invited_by == alice


def test_only_who_runs_it_asks_and_only_who_may_see_it_is_asked(alice, bob, charlie, space, secret):
    for actor, event, people in ((bob, planned(alice, space), [charlie]), (alice, planned(alice, secret), [charlie])):
        with pytest.raises(Refused):
            actions.invite(actor, event=event, people=people)
    assert not Answer.objects.exists()


def test_not_fifty_one_at_a_time(alice, space):
    with pytest.raises(Refused):
        actions.invite(alice, event=planned(alice, space), people=crowd(space, 51))


def test_the_page_names_who_cannot_see_the_event_and_keeps_the_others(alice, bob, charlie, secret, signed_in):
    event = planned(alice, secret)
    them, path = signed_in(alice), f"/events/{event.key}/invitations"
    page = them.post(path, {"people": [bob.key, charlie.key]})
    words = page.content.decode()
    assert page.status_code == 422 and charlie.name in words and bob.key in words and not Answer.objects.exists()
    assert them.post(path, {}).status_code == 422
    assert them.post(path, {"people": [bob.key]}).status_code == 303
    assert Answer.objects.get().person == bob
