"""What people type: wrong hours get a clear answer beside the field, and nothing is lost."""

from datetime import UTC, datetime

import pytest

from terreau.network.calendar.forms import EventForm, fields_of
from terreau.network.calendar.models import Event

TYPED = {"title": "T", "zone": "Europe/Paris", "first_day": "2027-06-01", "first_hour": "10:00", "last_hour": "11:00"}


def typed(**more):
    form = EventForm({**TYPED, **more})
    form.is_valid()
    return form


def test_hours_are_those_of_the_place():
    assert typed().said()["starts_at"] == datetime(2027, 6, 1, 8, tzinfo=UTC)
    assert typed(zone="America/Toronto").said()["starts_at"] == datetime(2027, 6, 1, 14, tzinfo=UTC)
    assert typed(last_day="2027-06-03").said()["ends_at"] == datetime(2027, 6, 3, 9, tzinfo=UTC)


def test_an_event_that_ends_before_it_starts_says_so():
    assert list(typed(last_hour="09:00").errors) == list(typed(last_day="2027-05-31").errors) == ["last_hour"]


def test_an_hour_that_does_not_exist_names_the_two_that_do():
    """Clocks in Paris go from 2:00 to 3:00 on 28 March 2027."""
    form = typed(first_day="2027-03-28", first_hour="02:30", last_hour="05:00")
    (words,) = form.errors["first_hour"]
    assert "02:30" in words and "01:30" in words and "03:30" in words


@pytest.mark.parametrize(("which", "hour"), [("first", 0), ("second", 1)])
def test_an_hour_that_comes_twice_is_asked_about(which, hour):
    """Clocks in Paris go from 3:00 back to 2:00 on 31 October 2027."""
    night = {"first_day": "2027-10-31", "first_hour": "02:30", "last_hour": "05:00"}
    assert list(typed(**night).errors) == ["first_which"]
    said = typed(**night, first_which=which).said()
    assert said["starts_at"] == datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
    event = Event(title="T", zone="Europe/Paris", starts_at=said["starts_at"], ends_at=said["ends_at"])
    assert fields_of(event)["first_which"] == which


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1999-12-31", "2099-01-01", "x"])
def test_a_day_nobody_plans_is_refused_and_breaks_nothing(day):
    assert "first_day" in typed(first_day=day).errors and "last_day" in typed(last_day=day).errors


@pytest.mark.parametrize("wrong", [{"zone": "../etc/passwd"}, {"zone": ""}, {"link": "javascript:alert(1)"}])
def test_what_no_menu_offers_is_refused(wrong):
    assert list(typed(**wrong).errors) == list(wrong)


def test_what_was_typed_is_still_there(alice, space, signed_in):
    page = signed_in(alice).post(
        f"/spaces/{space.key}/calendar/new", {**TYPED, "title": "Titre gardé", "last_hour": "09:00"}
    )
    assert page.status_code == 422 and "Titre gardé" in page.content.decode() and not Event.objects.exists()


def test_what_would_be_over_already_is_not_brought_in(alice, space, signed_in):
    page = signed_in(alice).post(f"/spaces/{space.key}/calendar/new", {**TYPED, "first_day": "2020-06-01"})
    assert page.status_code == 422 and not Event.objects.exists()
