from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from terreau.network.calendar import queries
from terreau.network.calendar.models import Event
from terreau.network.calendar.queries.coming import heading
from terreau.network.calendar.tests.planning import SOON, planned
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def titles(agenda):
    return [row.title for group in agenda.groups for row in group.events]


def test_what_comes_stands_in_order_and_what_was_backwards(alice, space):
    now = timezone.now()
    for title, days in (("hier", -1), ("avant-hier", -2), ("demain", 1), ("après-demain", 2)):
        planned(alice, space, title, starts_at=now + timedelta(days=days))
    planned(alice, space, "en cours", starts_at=now - timedelta(minutes=5))
    assert titles(queries.agenda(alice, space=space)) == ["en cours", "demain", "après-demain"]
    assert titles(queries.agenda(alice, space=space, past=True)) == ["hier", "avant-hier"]


def test_my_calendar_holds_my_spaces_and_no_other(alice, bob, charlie, space, secret):
    planned(alice, space, "ouvert"), planned(alice, secret, "secret")
    assert set(titles(queries.agenda(bob))) == {"ouvert", "secret"}
    assert titles(queries.agenda(charlie)) == []
    Membership.objects.create(space=space, person=charlie, role="member")
    assert titles(queries.agenda(charlie)) == ["ouvert"]


def test_a28_who_left_a_secret_space_no_longer_has_its_events(alice, bob, secret):
    planned(alice, secret)
    secret.memberships.filter(person=bob).delete()
    assert titles(queries.agenda(bob)) == titles(queries.agenda(bob, space=secret)) == []


def test_a_long_calendar_goes_on_where_it_stopped(alice, space, monkeypatch):
    monkeypatch.setattr("terreau.network.calendar.queries.coming.SIZE", 2)
    for number in range(5):
        planned(alice, space, str(number), starts_at=SOON + timedelta(hours=number // 2))
    found, after = [], ""
    while after is not None:
        page = queries.agenda(alice, space=space, after=after)
        found, after = [*found, *titles(page)], page.after
    assert found == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("day", "code", "first"), [(25, "week", 23), (29, "week", 23), (30, "next", 30), (6, "next", 30), (7, "month", 1)]
)
def test_this_week_the_next_then_months(day, code, first):
    today = datetime(2026, 11, 25).date()
    wanted = today.replace(day=day) if day > 20 else today.replace(month=12, day=day)
    found = heading(wanted, today, past=False)
    assert (found[0], found[1].day) == (code, first)


def test_each_reads_it_on_their_own_clock_and_on_that_of_its_place(alice, charlie, space, signed_in):
    charlie.time_zone = "America/Toronto"
    charlie.save()
    at = datetime(2030, 1, 10, 13, tzinfo=UTC)
    event = planned(alice, space, starts_at=at)
    there = signed_in(charlie).get(f"/events/{event.key}", follow=True).content.decode()
    assert "Thursday 10 January 2030, 08:00 to 09:00 (Toronto)" in there and "14:00 to 15:00 (Paris)" in there
    row = queries.reading(alice, Event.objects.select_related("space", "created_by").get()).row
    assert not row.two_clocks and row.here.city == "Paris"


def test_what_a_calendar_costs(alice, space, signed_in, django_assert_max_num_queries):
    for number in range(6):
        planned(alice, space, str(number), starts_at=SOON + timedelta(days=number))
    with django_assert_max_num_queries(2):
        assert len(titles(queries.agenda(alice))) == 6
