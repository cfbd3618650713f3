from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from terreau.foundation.text import zones

PARIS = "Europe/Paris"


def test_the_menu_names_cities_by_part_of_the_world():
    menu = dict(zones.menu())
    assert ("Europe/Paris", "Paris") in menu["Europe"]
    assert ("America/Argentina/Buenos_Aires", "Argentina, Buenos Aires") in menu["America"]


def test_a_clock_means_one_instant():
    assert zones.instant(date(2027, 6, 1), time(10), PARIS) == datetime(2027, 6, 1, 8, tzinfo=UTC)
    assert zones.instant(date(2027, 6, 1), time(10), PARIS, "second") == datetime(2027, 6, 1, 8, tzinfo=UTC)


def test_the_hour_put_forward_is_skipped():
    with pytest.raises(zones.Skipped) as caught:
        zones.instant(date(2027, 3, 28), time(2, 30), PARIS, "first")
    assert (caught.value.before, caught.value.after) == (time(1, 30), time(3, 30))


def test_the_hour_put_back_comes_twice():
    night = date(2027, 10, 31), time(2, 30), PARIS
    with pytest.raises(zones.Twice):
        zones.instant(*night)
    assert [zones.instant(*night, which).hour for which in ("first", "second")] == [0, 1]


def test_which_of_the_two_an_instant_is():
    found = [
        zones.which(datetime(2027, 10, 31, hour, 30, tzinfo=UTC).astimezone(ZoneInfo(PARIS))) for hour in (0, 1, 2)
    ]
    assert found == ["first", "second", ""]
