import pytest

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions
from terreau.network.calendar.models import Event
from terreau.network.calendar.tests.planning import again, repeated, told

pytestmark = pytest.mark.django_db


def standing():
    return [event.called_off_at is None for event in Event.objects.order_by("starts_at")]


def test_this_one_and_all_later_ones_and_they_are_resumed_together(alice, space):
    repeated(alice, space, number=4)
    some = list(Event.objects.order_by("starts_at"))
    actions.call_off(alice, event=some[3], why="Férié")
    assert actions.call_off_following(alice, event=some[1], why="Travaux") == 2
    assert standing() == [True, False, False, False]
    assert again(some[1]).why_called_off == "Travaux" and again(some[3]).why_called_off == "Férié"
    actions.resume(alice, event=some[1])
    assert standing() == [True, True, True, False]
    assert len(told("calendar.called_off")) == 2 and len(told("calendar.resumed")) == 1


def test_one_alone_is_an_exception(alice, space):
    repeated(alice, space, number=3)
    actions.call_off(alice, event=Event.objects.order_by("starts_at")[1])
    assert standing() == [True, False, True]


def test_who_runs_it_and_nobody_else(bob, space, alice):
    event = repeated(alice, space, number=3)
    with pytest.raises(Refused):
        actions.call_off_following(bob, event=event)


def test_the_page_asks_which(alice, space, signed_in):
    event = repeated(alice, space, number=3)
    them, path = signed_in(alice), f"/events/{event.key}/cancellation"
    assert "following" in them.get(path).content.decode()
    assert them.post(path, {"scope": "following"}).status_code == 303
    assert standing() == [False] * 3
