from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.models import Placement
from terreau.foundation.policies.queries import QuietTimes, quiet_until
from terreau.foundation.policies.quiet import QuietHours, read_quiet_hours, zone_of

PARIS = ZoneInfo("Europe/Paris")
NIGHTS = QuietHours(time(19), time(8))


def paris(*moment: int, fold: int = 0) -> datetime:
    return datetime(*moment, tzinfo=PARIS, fold=fold)  # type: ignore[arg-type,misc]  # whole numbers


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (paris(2026, 3, 10, 10), None),  # a Tuesday morning
        (paris(2026, 3, 10, 18, 59), None),
        (paris(2026, 3, 10, 19), paris(2026, 3, 11, 8)),
        (paris(2026, 3, 11, 7, 59), paris(2026, 3, 11, 8)),
        (paris(2026, 3, 11, 8), None),
        (paris(2026, 3, 13, 20), paris(2026, 3, 16, 8)),  # Friday evening: until Monday
        (paris(2026, 3, 14, 12), paris(2026, 3, 16, 8)),
        (paris(2026, 3, 15, 23), paris(2026, 3, 16, 8)),
    ],
)
def test_nights_and_weekends(now: datetime, end: datetime | None) -> None:
    assert NIGHTS.until(now, PARIS) == end


def test_the_night_of_the_clock_change_is_an_hour_shorter_or_longer() -> None:
    nightly = QuietHours(time(22), time(6), frozenset())
    spring = nightly.until(paris(2026, 3, 28, 23), PARIS)
    autumn = nightly.until(paris(2026, 10, 24, 23), PARIS)
    assert spring == datetime(2026, 3, 29, 4, tzinfo=UTC)
    assert autumn == datetime(2026, 10, 25, 5, tzinfo=UTC)


def test_an_end_inside_the_hour_that_does_not_exist_moves_behind_it() -> None:
    until_half_past_two = QuietHours(time(22), time(2, 30), frozenset())
    end = until_half_past_two.until(paris(2026, 3, 28, 23), PARIS)
    assert end == paris(2026, 3, 29, 3, 30)


def test_an_end_inside_the_doubled_hour_is_not_before_now() -> None:
    until_half_past_two = QuietHours(time(22), time(2, 30), frozenset())
    second = paris(2026, 10, 25, 2, 15, fold=1)
    end = until_half_past_two.until(second, PARIS)
    assert end == paris(2026, 10, 25, 2, 30, fold=1).astimezone(UTC)


def test_hours_within_a_day() -> None:
    noon = QuietHours(time(12), time(14), frozenset({7}))
    assert noon.until(paris(2026, 3, 10, 13), PARIS) == paris(2026, 3, 10, 14)
    assert noon.until(paris(2026, 3, 10, 15), PARIS) is None
    assert noon.until(paris(2026, 3, 15, 9), PARIS) == paris(2026, 3, 16)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    st.frozensets(st.integers(1, 7), max_size=6),
    st.sampled_from(["Europe/Paris", "America/Toronto", "America/Sao_Paulo", "Africa/Casablanca", "Asia/Kolkata"]),
)
def test_when_quiet_is_over_it_is_not_quiet(
    now: datetime, begins: time, ends: time, days: frozenset[int], zone: str
) -> None:
    hours, there = QuietHours(begins, ends, days), zone_of(zone)
    end = hours.until(now, there)
    if end is None:
        assert not hours.holds(now.astimezone(there))
        return
    assert now < end <= now + timedelta(days=8, hours=2)
    assert not hours.holds(end.astimezone(there))


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"from": "19:00", "to": "8", "days": []},
        {"from": "25:00", "to": "08:00", "days": []},
        {"from": "19:00", "to": "08:00", "days": [0]},
        {"from": "19:00", "to": "19:00", "days": [6]},
        {"from": "19:00", "to": "08:00", "days": [1, 2, 3, 4, 5, 6, 7]},
        {"from": "19:00", "to": "08:00", "days": "67"},
    ],
)
def test_what_are_no_quiet_hours(value: object) -> None:
    with pytest.raises(ValueError):
        read_quiet_hours(value)


def test_a_person_is_quiet_in_their_country_and_on_their_clock(alice: Person, rita: Person) -> None:
    now = datetime(2026, 3, 10, 18, 30, tzinfo=UTC)
    assert quiet_until(alice, now) == datetime(2026, 3, 11, 7, tzinfo=UTC)
    rita.time_zone = "America/Sao_Paulo"
    assert quiet_until(rita, now) is None
    Placement.objects.filter(person=alice).delete()
    assert quiet_until(alice, now) == datetime(2026, 3, 11, 7, tzinfo=UTC), "the network’s hours without a country"


def test_many_people_cost_one_question(
    db: None, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with django_assert_num_queries(1):
        quiet = QuietTimes()
        for country in ("FR", "DE", "BR", "FR", ""):
            quiet.until(country, "Europe/Paris", datetime(2026, 3, 10, 12, tzinfo=UTC))


def test_a_clock_nobody_knows_is_utc() -> None:
    assert zone_of("Mars/Olympus").key == "UTC"
    assert zone_of("../etc/passwd").key == "UTC"
