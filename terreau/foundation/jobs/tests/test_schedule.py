from datetime import UTC, datetime, time, timedelta

import pytest

from terreau.foundation.jobs import schedule
from terreau.foundation.jobs.execution import work_off
from terreau.foundation.jobs.models import Job, Round
from terreau.foundation.jobs.schedule import Every, enqueue_due
from terreau.foundation.jobs.tests import tasks

HOURLY = Every("hurry", tasks.hurry, hours=1)
NOON = datetime(2026, 3, 9, 12, 30, tzinfo=UTC)


def test_rounds_of_hours_and_of_days() -> None:
    assert HOURLY.round_of(NOON) == NOON.replace(minute=0)
    assert Every("x", tasks.hurry, minutes=20).round_of(NOON) == NOON.replace(minute=20)
    assert Every("x", tasks.hurry, at=time(3)).round_of(NOON) == NOON.replace(hour=3, minute=0)
    assert Every("x", tasks.hurry, at=time(15)).round_of(NOON) == NOON.replace(day=8, hour=15, minute=0)


def test_a_schedule_needs_exactly_one_rhythm() -> None:
    with pytest.raises(ValueError, match="x"):
        Every("x", tasks.hurry)
    with pytest.raises(ValueError, match="x"):
        Every("x", tasks.hurry, hours=1, at=time(3))


@pytest.fixture
def clock(db: None, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    moment = [NOON]
    monkeypatch.setattr(schedule, "database_now", lambda: moment[0])
    return moment


def test_each_round_is_enqueued_once(clock: list[datetime]) -> None:
    assert enqueue_due([HOURLY]) == [], "the first look only notes where we are"
    clock[0] += timedelta(hours=1)
    assert enqueue_due([HOURLY]) == ["hurry"]
    work_off()
    assert enqueue_due([HOURLY]) == []
    assert Job.objects.count() == 1


def test_missed_rounds_make_one_job(clock: list[datetime]) -> None:
    enqueue_due([HOURLY])
    clock[0] += timedelta(days=3)
    assert enqueue_due([HOURLY]) == ["hurry"]
    assert enqueue_due([HOURLY]) == []


def test_a_round_waits_for_the_one_before(clock: list[datetime]) -> None:
    enqueue_due([HOURLY])
    for _ in range(3):
        clock[0] += timedelta(hours=1)
        enqueue_due([HOURLY])
    assert Job.objects.count() == 1
    work_off()
    assert enqueue_due([HOURLY]) == ["hurry"]


def test_the_network_has_a_schedule_of_distinct_names(db: None) -> None:
    names = [every.name for every in schedule.scheduled()]
    assert names
    assert len(names) == len(set(names))


def test_the_databases_clock_is_read(db: None) -> None:
    assert abs(schedule.database_now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert not Round.objects.exists()
