import pytest

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions
from terreau.network.calendar.tests.planning import planned, told

pytestmark = pytest.mark.django_db


def test_it_takes_place_after_all(alice, bob, space):
    event = actions.call_off(bob, event=planned(bob, space), why="Pluie")
    event = actions.resume(alice, event=event)
    assert (event.called_off_at, event.called_off_by, event.why_called_off) == (None, None, "")
    assert told("calendar.resumed")[0].actor_id == alice.pk


def test_only_what_was_called_off_and_by_who_runs_it(alice, bob, charlie, space):
    event = planned(alice, space)
    with pytest.raises(Refused):
        actions.resume(alice, event=event)
    event = actions.call_off(alice, event=event)
    for actor in (bob, charlie):
        with pytest.raises(Refused):
            actions.resume(actor, event=event)
