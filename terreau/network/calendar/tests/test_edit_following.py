from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions
from terreau.network.calendar.models import Event
from terreau.network.calendar.tests.planning import again, repeated, saying, told

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
START = datetime(2027, 3, 11, 14, tzinfo=PARIS)


@pytest.fixture
def five(alice, space):
    """Five Thursdays around the shift of 28 March 2027."""
    repeated(alice, space, number=5, starts_at=START)
    return list(Event.objects.order_by("starts_at"))


def clock():
    rows = Event.objects.order_by("starts_at")
    return [event.starts_at.astimezone(PARIS).strftime("%a %d %H:%M") for event in rows]


def test_this_one_and_all_later_ones_move_by_as_many_days_to_the_same_hour(alice, five):
    third = five[2]
    said = saying("Vendredi", starts_at=datetime(2027, 3, 26, 9, 30, tzinfo=PARIS), place="Salle 2")
    assert actions.edit_following(alice, event=third, said=said) == 3
    assert clock() == ["Thu 11 14:00", "Thu 18 14:00", "Fri 26 09:30", "Fri 02 09:30", "Fri 09 09:30"]
    titles = list(Event.objects.order_by("starts_at").values_list("title", flat=True))
    assert titles == ["Quart d’heure qualité"] * 2 + ["Vendredi"] * 3
    (activity,) = told("calendar.edited")
    assert activity.data["moved"] and len(activity.data["event_ids"]) == 3


def test_what_was_changed_on_its_own_or_called_off_stays(alice, five):
    actions.edit(alice, event=five[3], said=saying("À part", starts_at=five[3].starts_at))
    actions.call_off(alice, event=five[4])
    assert actions.edit_following(alice, event=five[0], said=saying("Tous", starts_at=START)) == 3
    titles = list(Event.objects.order_by("starts_at").values_list("title", flat=True))
    assert titles == ["Tous"] * 3 + ["À part", "Quart d’heure qualité"]


def test_one_with_fewer_seats_than_people_stops_all(alice, bob, five):
    for person in (alice, bob):
        actions.answer(person, event=five[2], choice="yes")
    with pytest.raises(Refused):
        actions.edit_following(alice, event=five[0], said=saying("X", starts_at=START, seats=1))
    assert set(Event.objects.values_list("title", flat=True)) == {"Quart d’heure qualité"}


def test_who_runs_it_and_nobody_else(bob, charlie, five):
    for actor in (bob, charlie):
        with pytest.raises(Refused):
            actions.edit_following(actor, event=five[0], said=saying(starts_at=START))


def test_the_form_asks_which(alice, five, signed_in):
    said = {
        "title": "T",
        "zone": "Europe/Paris",
        "first_day": "2027-03-25",
        "first_hour": "15:00",
        "last_hour": "16:00",
    }
    them, path = signed_in(alice), f"/events/{five[2].key}/edit"
    assert them.post(path, said).status_code == 422, "which of them?"
    assert them.post(path, {**said, "scope": "this"}).status_code == 303
    assert clock()[2:4] == ["Thu 25 15:00", "Thu 01 14:00"] and again(five[2]).on_its_own_since
    assert them.post(path, {**said, "scope": "following"}).status_code == 303
    assert clock()[2:] == ["Thu 25 15:00", "Thu 01 15:00", "Thu 08 15:00"]


def test_a_length_over_midnight_is_kept(alice, space):
    repeated(alice, space, number=2, starts_at=START, ends_at=START + timedelta(hours=18))
    assert all(event.ends_at - event.starts_at == timedelta(hours=18) for event in Event.objects.all())
