from datetime import UTC, date, datetime, time, timedelta

import pytest

from terreau.foundation.text import rhythms
from terreau.foundation.text.rhythms import Hours, days


def test_every_week_every_two_weeks_and_until_a_day():
    first = date(2026, 12, 24)
    assert days(first, "weekly", number=3) == [first, date(2026, 12, 31), date(2027, 1, 7)]
    assert days(first, "fortnightly", until=date(2027, 1, 21)) == [first, date(2027, 1, 7), date(2027, 1, 21)]
    assert days(first, "weekly", until=date(2026, 12, 23)) == []
    assert len(days(first, "weekly")) == len(days(first, "weekly", number=9_999)) == rhythms.MOST


def test_a_month_without_a_31st_has_its_last_day():
    found = days(date(2027, 12, 31), "monthly", number=5)
    assert found == [date(2027, 12, 31), date(2028, 1, 31), date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]


def test_the_second_thursday_and_the_fifth_which_is_the_last():
    second = days(date(2026, 12, 10), "monthly_weekday", number=14)
    assert second[:3] == [date(2026, 12, 10), date(2027, 1, 14), date(2027, 2, 11)]
    assert all(8 <= day.day <= 14 and day.weekday() == 3 for day in second)
    fifth = days(date(2026, 12, 31), "monthly_weekday", number=14)
    assert all(day.weekday() == 3 and (day + timedelta(days=7)).month != day.month for day in fifth)


def test_another_rhythm_is_none():
    with pytest.raises(ValueError, match="yearly"):
        days(date(2026, 1, 1), "yearly")


def test_across_a_shift_the_clock_on_the_wall_shows_the_same_hour():
    """Clocks in Paris go forward on 28 March 2027: 14:00 is 13:00 UTC before, 12:00 after."""
    hours = Hours.of(datetime(2027, 3, 18, 13, tzinfo=UTC), datetime(2027, 3, 18, 14, tzinfo=UTC), "Europe/Paris")
    assert hours == Hours(time(14), time(15), 0, "Europe/Paris")
    instants = [hours.on(day)[0] for day in days(date(2027, 3, 18), "weekly", number=3)]
    assert instants == [datetime(2027, 3, day, hour, tzinfo=UTC) for day, hour in ((18, 13), (25, 13))] + [
        datetime(2027, 4, 1, 12, tzinfo=UTC)
    ]


def test_an_hour_that_is_skipped_comes_later_and_one_that_comes_twice_is_the_first():
    night = Hours(time(2, 30), time(4), 0, "Europe/Paris")
    assert night.on(date(2027, 3, 28))[0] == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # 3:30 there
    assert night.on(date(2027, 10, 31))[0] == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)  # the first 2:30


def test_it_ends_after_it_begins_whatever_clocks_do():
    short = Hours(time(2, 30), time(3, 15), 0, "Europe/Paris")
    start, end = short.on(date(2027, 3, 28))
    assert end > start


def test_what_lasts_over_midnight_ends_the_next_day():
    hours = Hours.of(datetime(2027, 1, 1, 22, tzinfo=UTC), datetime(2027, 1, 2, 6, tzinfo=UTC), "Europe/Paris")
    assert hours.nights == 1
    assert hours.on(date(2027, 3, 27)) == (datetime(2027, 3, 27, 22, tzinfo=UTC), datetime(2027, 3, 28, 5, tzinfo=UTC))
