from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from terreau.network.calendar import queries
from terreau.network.calendar.tests.planning import planned

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def titles(month):
    return {day.on: [row.title for row in day.events] for week in month.weeks for day in week.days if day.events}


@pytest.mark.parametrize(
    ("named", "numbers"),
    [
        ("2026-12", [49, 50, 51, 52, 53]),
        ("2027-01", [53, 1, 2, 3, 4]),
        ("2027-02", [5, 6, 7, 8]),
        ("2024-12", [48, 49, 50, 51, 52, 1]),
    ],
)
def test_weeks_begin_on_monday_and_bear_their_iso_numbers(alice, named, numbers):
    month = queries.month(alice, named=named)
    assert [week.number for week in month.weeks] == numbers
    assert all(len(week.days) == 7 and week.days[0].on.weekday() == 0 for week in month.weeks)
    assert all(day.inside == (f"{day.on:%Y-%m}" == named) for week in month.weeks for day in week.days)


def test_the_months_beside_it(alice):
    month = queries.month(alice, named="2026-12")
    assert (month.before, month.after, month.empty) == ("2026-11", "2027-01", True)


def test_what_lasts_over_days_stands_on_each_and_what_ends_at_midnight_not_on_the_next(alice, space):
    planned(
        alice,
        space,
        "long",
        starts_at=datetime(2026, 12, 30, 9, tzinfo=PARIS),
        ends_at=datetime(2027, 1, 1, 18, tzinfo=PARIS),
    )
    planned(
        alice,
        space,
        "minuit",
        starts_at=datetime(2026, 12, 1, 22, tzinfo=PARIS),
        ends_at=datetime(2026, 12, 2, tzinfo=PARIS),
    )
    found = titles(queries.month(alice, named="2026-12"))
    assert found == {
        date(2026, 12, 1): ["minuit"],
        **{date(2026, 12, day): ["long"] for day in (30, 31)},
        date(2027, 1, 1): ["long"],
    }


def test_days_are_those_of_the_reader_s_clock(alice, charlie, space):
    planned(alice, space, "tard", starts_at=datetime(2026, 12, 3, 2, tzinfo=PARIS))
    space.memberships.create(person=charlie, role="member")
    charlie.time_zone = "America/Toronto"
    assert list(titles(queries.month(alice, named="2026-12"))) == [date(2026, 12, 3)]
    assert list(titles(queries.month(charlie, named="2026-12"))) == [date(2026, 12, 2)]


def test_a28_a_month_shows_no_more_than_the_list(alice, bob, charlie, secret):
    planned(alice, secret, "secret", starts_at=datetime(2026, 12, 3, 2, tzinfo=PARIS))
    assert titles(queries.month(bob, named="2026-12")) and not titles(queries.month(charlie, named="2026-12"))


@pytest.mark.parametrize("wrong", ["2026-13", "x", "2026-1", "1999-01", "9999-12", "²026-01"])
def test_a_month_that_is_none_is_no_page(alice, signed_in, wrong):
    assert signed_in(alice).get(f"/calendar?show=month&month={wrong}").status_code == 404


def test_the_pages(alice, space, signed_in):
    planned(alice, space, "Repas", starts_at=datetime(2026, 12, 3, 12, tzinfo=PARIS))
    for path in ("/calendar", f"/spaces/{space.key}/calendar"):
        page = signed_in(alice).get(f"{path}?show=month&month=2026-12", follow=True).content.decode()
        assert "Repas" in page and "month=2026-11" in page and "month=2027-01" in page


def test_what_it_costs(alice, space, django_assert_max_num_queries):
    for day in range(1, 9):
        planned(alice, space, str(day), starts_at=datetime(2026, 12, day, 9, tzinfo=PARIS) + timedelta(minutes=day))
    with django_assert_max_num_queries(2):
        assert len(titles(queries.month(alice, named="2026-12"))) == 8
