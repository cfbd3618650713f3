import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from terreau.foundation.activity import hearing
from terreau.foundation.activity import pump as pumping
from terreau.foundation.activity.chain import chain_breaks
from terreau.foundation.activity.hearing import unlocked
from terreau.foundation.activity.journal import Kind, record
from terreau.foundation.activity.models import Activity, Cursor, Head, Unheard
from terreau.foundation.activity.pump import pump, pump_while

HAPPENED = Kind("test.happened", "Something happened in a test")
heard: dict[str, list[int]] = {}
poison: set[int] = set()
trouble: list[Exception] = []


def calm(batch: list[Activity]) -> None:
    heard.setdefault("calm", []).extend(activity.seq or 0 for activity in batch)


def delicate(batch: list[Activity]) -> None:
    if trouble:
        raise trouble[0]
    for activity in batch:
        if activity.seq in poison:
            raise ValueError(f"cannot take {activity.seq}")
    heard.setdefault("delicate", []).extend(activity.seq or 0 for activity in batch)


@unlocked
def airy(batch: list[Activity]) -> None:
    heard.setdefault("airy", []).extend(activity.seq or 0 for activity in batch)


def happen(times: int = 1) -> None:
    with transaction.atomic():
        for number in range(times):
            record(HAPPENED, None, number=number)


@pytest.fixture(autouse=True)
def listeners(settings: Any, db: None) -> Iterator[None]:
    settings.ACTIVITY_LISTENERS = [f"{__name__}.{name}" for name in ("calm", "delicate", "airy")]
    heard.clear()
    poison.clear()
    trouble.clear()
    yield


def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of three, in questions composed anew."""
    for module, question in ((hearing, hearing.next_batch), (pumping, pumping.unnumbered)):
        monkeypatch.setattr(module, "BATCH", 3)
        monkeypatch.setattr(question, "known", {})


def settle(rounds: int = 200) -> None:
    """Pump until quiet, passing over the pauses."""
    for _ in range(rounds):
        moved = pump()
        resting = Cursor.objects.filter(retry_at__isnull=False).update(retry_at=timezone.now() - timedelta(seconds=1))
        if not moved and not resting:
            return
    raise AssertionError("the pump never came to rest")


def test_every_listener_hears_everything_once_and_in_order() -> None:
    happen(3)
    settle()
    happen(2)
    settle()
    assert heard == {name: [1, 2, 3, 4, 5] for name in ("calm", "delicate", "airy")}
    assert Head.objects.get().seq == 5
    assert chain_breaks() == []


def test_what_is_rolled_back_has_no_number() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(HAPPENED, None)
        _ = 1 / 0
    happen()
    settle()
    assert heard["calm"] == [1]


def test_nothing_new_costs_little(django_assert_max_num_queries: Callable[..., Any]) -> None:
    happen()
    settle()
    with django_assert_max_num_queries(3):
        assert pump() == 0


def test_one_poison_in_a_batch_is_set_aside_and_the_rest_is_heard() -> None:
    poison.add(4)
    happen(7)
    settle()
    assert heard["delicate"] == [1, 2, 3, 5, 6, 7]
    assert heard["calm"] == heard["airy"] == [1, 2, 3, 4, 5, 6, 7]
    aside = Unheard.objects.get()
    assert (aside.listener, aside.seq) == (f"{__name__}.delicate", 4)
    assert "cannot take 4" in aside.reason


def test_a_poison_is_tried_three_times_with_pauses_and_others_do_not_wait() -> None:
    poison.add(1)
    happen()
    for tries in (1, 2):
        pump()
        cursor = Cursor.objects.get(pk=f"{__name__}.delicate")
        assert cursor.failures == tries
        assert cursor.retry_at is not None
        Cursor.objects.update(retry_at=None)
    assert heard["calm"] == [1]
    pump()
    assert Unheard.objects.count() == 1


def test_while_the_database_is_in_trouble_nothing_is_set_aside() -> None:
    trouble.append(OperationalError("gone"))
    happen(3)
    for _ in range(5):
        pump()
        Cursor.objects.update(retry_at=None)
    assert not Unheard.objects.exists()
    trouble.clear()
    settle()
    assert heard["delicate"] == [1, 2, 3]


def test_a_listener_resting_after_a_failure_is_not_asked() -> None:
    poison.add(1)
    happen()
    pump()
    assert pump() == 0
    assert Cursor.objects.get(pk=f"{__name__}.delicate").failures == 1


def test_a_new_listener_hears_from_the_beginning(settings: Any) -> None:
    happen(2)
    settings.ACTIVITY_LISTENERS = [f"{__name__}.calm"]
    settle()
    settings.ACTIVITY_LISTENERS = [f"{__name__}.calm", f"{__name__}.airy"]
    settle()
    assert heard == {"calm": [1, 2], "airy": [1, 2]}


def test_a_backlog_larger_than_a_batch_is_heard_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    small_batches(monkeypatch)
    happen(10)
    settle()
    assert heard["calm"] == list(range(1, 11))


def test_the_numbering_waits_for_no_listener_that_fails(settings: Any) -> None:
    trouble.append(RuntimeError("always"))
    happen(2)
    pump()
    assert Head.objects.get().seq == 2
    assert heard["calm"] == [1, 2]


def test_pumping_on_ends_when_all_is_heard_or_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    small_batches(monkeypatch)
    happen(10)
    pump_while(lambda: False)
    assert heard == {}
    pump_while(lambda: True)
    assert heard["calm"] == heard["airy"] == list(range(1, 11))


def test_a_little_is_heard_by_all_in_one_transaction(settings: Any, django_assert_max_num_queries: Any) -> None:
    settings.ACTIVITY_LISTENERS = [f"{__name__}.{name}" for name in ("calm", "delicate")]
    settle()
    happen()
    with django_assert_max_num_queries(19) as one:
        pump()
    assert heard == {"calm": [1], "delicate": [1]}
    assert len([query for query in one if query["sql"].startswith("UPDATE activity_cursor")]) == 1


def test_what_cannot_be_kept_together_is_tried_alone(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ACTIVITY_LISTENERS = [f"{__name__}.{name}" for name in ("calm", "delicate")]
    monkeypatch.setattr(hearing, "hear_together", lambda names, batches: None)
    happen()
    settle()
    assert heard == {"calm": [1], "delicate": [1]}


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_number_without_gaps_and_hear_once(transactional_db: None) -> None:
    start, ended = threading.Barrier(4), []

    def happen_and_pump() -> None:
        start.wait()
        for _ in range(10):
            happen(3)
            pump()
        connection.close()
        ended.append(True)

    threads = [threading.Thread(target=happen_and_pump) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ended) == 4
    settle()
    everything = list(range(1, 121))
    assert Head.objects.get().seq == 120
    assert sorted(Activity.objects.values_list("seq", flat=True)) == everything
    assert heard["calm"] == heard["delicate"] == everything
    assert set(heard["airy"]) == set(everything), "the one without a lock may hear twice, and misses nothing"
    assert chain_breaks() == []
