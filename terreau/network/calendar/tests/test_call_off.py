import pytest

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions
from terreau.network.calendar.tests.planning import again, planned, told

pytestmark = pytest.mark.django_db


def test_it_stays_where_it_stands_and_says_why(alice, bob, space, signed_in):
    event = planned(bob, space)
    actions.call_off(alice, event=event, why="  Le parc \n est gelé. ")
    event = again(event)
    assert (event.called_off_by, event.why_called_off) == (alice, "Le parc est gelé.")
    page = signed_in(bob).get(f"/events/{event.key}", follow=True)
    assert page.status_code == 200 and "Le parc est gelé." in page.content.decode()
    assert told("calendar.called_off")[0].thing_id == event.pk


def test_its_organiser_and_the_keepers_and_nobody_else(alice, bob, charlie, space):
    event = planned(alice, space)
    for actor in (bob, charlie):
        with pytest.raises(Refused):
            actions.call_off(actor, event=event)


def test_once_is_enough(bob, space):
    event = actions.call_off(bob, event=planned(bob, space))
    with pytest.raises(Refused):
        actions.call_off(bob, event=event)
