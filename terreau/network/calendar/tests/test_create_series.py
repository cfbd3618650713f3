from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions, cards, queries
from terreau.network.calendar.models import Event, Series
from terreau.network.calendar.tests.planning import repeated, saying, told

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def hours():
    return [event.starts_at.astimezone(PARIS) for event in Event.objects.order_by("starts_at")]


def test_it_comes_at_the_same_hour_of_its_place_across_the_shifts_of_clocks(alice, space):
    """Clocks in Paris go back on 25 October 2026 and forward on 28 March 2027."""
    start = datetime(2026, 10, 8, 14, tzinfo=PARIS)
    repeated(alice, space, number=30, starts_at=start)
    found = hours()
    assert len(found) == 30 and {at.time() for at in found} == {start.time()} and {at.weekday() for at in found} == {3}
    assert {at.utcoffset() for at in found} == {timedelta(hours=1), timedelta(hours=2)}
    assert {event.ends_at - event.starts_at for event in Event.objects.all()} == {timedelta(hours=1)}


def test_until_a_day_that_day_included(alice, space):
    repeated(
        alice, space, rhythm="fortnightly", starts_at=datetime(2027, 1, 5, 9, tzinfo=PARIS), until=date(2027, 2, 2)
    )
    assert [at.date() for at in hours()] == [date(2027, 1, 5), date(2027, 1, 19), date(2027, 2, 2)]


def test_each_has_its_own_address_and_one_activity_tells_of_all(alice, space):
    first = repeated(alice, space, number=3)
    (activity,) = told("calendar.created")
    assert activity.thing_id == first.pk
    assert activity.data["event_ids"] == list(Event.objects.order_by("starts_at").values_list("pk", flat=True))
    assert {len(event.key) for event in Event.objects.all()} == {8}, "a hundred at once, and none meets another"
    assert Event.objects.values("key").distinct().count() == 3 and Series.objects.get().rhythm == "weekly"


@pytest.mark.parametrize("wrong", [{"rhythm": "hourly"}, {"number": 1}, {"until": date(2000, 1, 1)}])
def test_what_comes_once_or_in_no_rhythm_is_no_series(alice, space, wrong):
    with pytest.raises(Refused):
        actions.create_series(alice, space=space, said=saying(), **{"rhythm": "weekly", "number": 4, **wrong})
    assert not Event.objects.exists() and not Series.objects.exists()


def test_members_and_nobody_else(charlie, space):
    with pytest.raises(Refused):
        repeated(charlie, space, number=3)


def test_it_says_where_it_stands(bob, alice, space):
    repeated(alice, space, number=3)
    second = queries.event_at(bob, Event.objects.order_by("starts_at")[1].key)[0]
    again = queries.reading(bob, second).again
    assert (again.place, again.count, again.later, again.rhythm) == (2, 3, 1, "weekly")
    assert again.before.start < again.after.start == again.last


def test_search_finds_a_series_once_and_what_says_something_of_its_own(alice, space):
    repeated(alice, space, number=4)
    ids = list(Event.objects.order_by("starts_at").values_list("pk", flat=True))
    assert [entry.id for entry in cards.entries(ids)] == ids[:1]
    third = Event.objects.get(pk=ids[2])
    actions.edit(alice, event=third, said=saying("Autre titre", starts_at=third.starts_at))
    assert sorted(entry.id for entry in cards.entries(ids)) == [ids[0], ids[2]]


def test_a_first_hour_that_comes_twice_is_the_one_that_was_meant(alice, space):
    start = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # the second 2:30 of that night in Paris
    repeated(alice, space, number=2, starts_at=start)
    assert [event.starts_at for event in Event.objects.order_by("starts_at")] == [
        start,
        datetime(2026, 11, 1, 1, 30, tzinfo=UTC),
    ]


def test_the_form_asks_until_when_and_makes_it(alice, space, signed_in):
    them, path = signed_in(alice), f"/spaces/{space.key}/calendar/new"
    said = {
        "title": "T",
        "zone": "Europe/Paris",
        "first_day": "2030-05-02",
        "first_hour": "10:00",
        "last_hour": "11:00",
    }
    page = them.post(path, {**said, "rhythm": "weekly"})
    assert page.status_code == 422 and not Event.objects.exists()
    page = them.post(path, {**said, "rhythm": "weekly", "until": "2030-05-08"})
    assert page.status_code == 422, "it would come once"
    assert them.post(path, {**said, "rhythm": "weekly", "number": "5"}).status_code == 303
    assert Event.objects.count() == 5


def test_what_it_costs(alice, space, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        repeated(alice, space, number=52)
