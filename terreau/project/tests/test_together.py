"""Whichever process is asked, the figures are those of all."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from terreau.project import together
from terreau.project.together import Everywhere, Keeper


class Process:
    """What one process has of its own: counters, what it writes, what it answers."""

    def __init__(self, name: str) -> None:
        self.registry, self.all = CollectorRegistry(), CollectorRegistry()
        self.counter = Counter("asked", "Asked", ["route"], registry=self.registry)
        self.gauge = Gauge("open", "Open", registry=self.registry)
        self.took = Histogram("took", "Took", buckets=[1.0], registry=self.registry)
        self.memory = Gauge("process_memory", "Memory", registry=self.registry)
        self.keeper = Keeper(self.registry)
        self.keeper.mark = name
        self.all.register(Everywhere(self.registry, self.keeper))

    def value(self, name: str, **labels: str) -> float | None:
        return self.all.get_sample_value(name, labels)


@pytest.fixture
def two(settings: Any, tmp_path: Path) -> tuple[Process, Process]:
    settings.DATA = tmp_path
    one, other = Process("one"), Process("other")
    for process, count in ((one, 3), (other, 4)):
        process.counter.labels("home").inc(count)
        process.gauge.set(count)
        process.took.observe(count - 2.5)
        process.memory.set(count)
        process.keeper.write()
    return one, other


def aged(tmp_path: Path, name: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(tmp_path / "metrics" / f"{name}.json", (then, then))


def test_both_answer_the_same(two: tuple[Process, Process]) -> None:
    for process in two:
        assert process.value("asked_total", route="home") == 7
        assert process.value("open") == 7
        assert process.value("took_bucket", le="1.0") == 1 and process.value("took_count") == 2
        assert process.value("took_sum") == 2.0
        assert process.value("process_memory", process="one") == 3
        assert process.value("process_memory", process="other") == 4
    said = generate_latest(two[0].all).decode()
    assert said.count("# TYPE asked_total counter") == 1 and "_created" not in said


def test_what_a_process_knows_of_itself_is_of_now(two: tuple[Process, Process]) -> None:
    two[0].counter.labels("home").inc()
    assert two[0].value("asked_total", route="home") == 8
    assert two[1].value("asked_total", route="home") == 7
    two[0].keeper.write()
    assert two[1].value("asked_total", route="home") == 8


def test_counters_of_the_ended_stay_and_gauges_go(two: tuple[Process, Process], tmp_path: Path) -> None:
    aged(tmp_path, "other", together.GONE_AFTER + 1)
    assert two[0].value("asked_total", route="home") == 7 and two[0].value("took_count") == 2
    assert two[0].value("open") == 3 and two[0].value("process_memory", process="other") is None


def test_what_ended_long_ago_becomes_one_note(two: tuple[Process, Process], tmp_path: Path) -> None:
    for round in range(2):
        aged(tmp_path, "other", together.FOLDED_AFTER + 1)
        together.fold()
        assert sorted(path.name for path in (tmp_path / "metrics").glob("*.json")) == ["ended.json", "one.json"]
        assert two[0].value("asked_total", route="home") == 7 + 4 * round
        two[1].keeper.write()
    together.fold()
    assert two[0].value("asked_total", route="home") == 15


def test_a_note_that_cannot_be_read_counts_nothing(two: tuple[Process, Process], tmp_path: Path) -> None:
    (tmp_path / "metrics" / "broken.json").write_text('[{"name": ')
    assert two[0].value("asked_total", route="home") == 7


def test_without_a_folder_a_process_tells_of_itself(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "nowhere"
    alone = Process("alone")
    alone.counter.labels("home").inc(2)
    assert alone.value("asked_total", route="home") == 2 and not settings.DATA.exists()


def test_a_full_disk_costs_figures_alone(two: tuple[Process, Process], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_words: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    two[0].keeper.write()
    assert json.loads((together.folder() / "one.json").read_text())
