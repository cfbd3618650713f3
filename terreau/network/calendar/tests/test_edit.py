from datetime import timedelta

import pytest

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions
from terreau.network.calendar.tests.planning import SOON, planned, saying, told

pytestmark = pytest.mark.django_db


def test_it_says_something_else_from_now_on(alice, bob, space):
    event = actions.edit(alice, event=planned(bob, space), said=saying("Autre titre", place="Salle 3"))
    assert (event.title, event.place, event.changed_by, event.created_by) == ("Autre titre", "Salle 3", alice, bob)
    assert told("calendar.edited")[0].data == {"moved": True}


def test_the_activity_knows_whether_time_or_place_changed(bob, space):
    event = planned(bob, space)
    actions.edit(bob, event=event, said=saying("Autre titre"))
    actions.edit(bob, event=event, said=saying("Autre titre", starts_at=SOON + timedelta(hours=2)))
    assert [activity.data["moved"] for activity in told("calendar.edited")] == [False, True]


def test_its_organiser_and_the_keepers_change_it_and_nobody_else(alice, bob, charlie, space):
    event = planned(alice, space)
    for actor in (bob, charlie):
        with pytest.raises(Refused):
            actions.edit(actor, event=event, said=saying())
    assert actions.edit(alice, event=planned(bob, space), said=saying()).pk


def test_who_left_the_space_changes_nothing_there(bob, space):
    event = planned(bob, space)
    space.memberships.filter(person=bob).delete()
    with pytest.raises(Refused):
        actions.edit(bob, event=event, said=saying())


def test_what_is_called_off_is_resumed_first(bob, space):
    event = actions.call_off(bob, event=planned(bob, space))
    with pytest.raises(Refused):
        actions.edit(bob, event=event, said=saying())
