"""The figures of every process of one install, whichever of them is asked.

Each process writes what it counted into `DIR/metrics/` every few seconds; whoever is asked adds up what lies there and
what it knows itself. Counters of processes that have ended still count, so that no sum ever falls; their gauges do not.
What tells of one process only (its memory, its files) bears that process’s name.
"""

import fcntl
import json
import os
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from prometheus_client import CollectorRegistry
from prometheus_client.core import Metric
from prometheus_client.registry import Collector

EVERY = 5.0  # seconds between two notes of one process: others are known as of then
GONE_AFTER = 3 * EVERY  # seconds without a sign after which a process has ended
FOLDED_AFTER = 3600.0  # seconds after which what an ended one left is added to the rest
ALONE = ("process_", "python_")  # figures that make no sense as a sum
REST = "ended"
Family = dict[str, Any]


def folder() -> Path:
    """Where processes leave their figures."""
    return Path(settings.DATA) / "metrics"


def families_of(registry: CollectorRegistry) -> list[Family]:
    """What this process counted, as it is written down."""
    return [
        {"name": one.name, "says": one.documentation, "type": one.type, "samples": samples_of(one)}
        for one in registry.collect()
    ]


def samples_of(family: Metric) -> list[list[Any]]:
    """Without the moments at which counters were made, which cannot be added."""
    return [[it.name, dict(it.labels), it.value] for it in family.samples if not it.name.endswith("_created")]


class Keeper:
    """Writes down, again and again, what this process counted, and once more when it ends."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self.registry, self.ending = registry, threading.Event()
        self.mark = f"{socket.gethostname()}-{os.getpid()}-{time.time_ns() // 1_000_000}"

    def start(self) -> None:
        self.ending.clear()
        threading.Thread(target=self.run, name="figures", daemon=True).start()

    def run(self) -> None:
        with suppress(OSError):
            fold()
        while not self.ending.wait(EVERY):
            self.write()

    def write(self) -> None:
        """A disk that is full costs figures, nothing else."""
        with suppress(OSError):
            put(self.mark, families_of(self.registry))

    def end(self) -> None:
        self.ending.set()
        self.write()


class Everywhere(Collector):
    """The figures of this process, as `registry` has them, and of all others. `keeper`: what this one writes itself."""

    def __init__(self, registry: CollectorRegistry, keeper: Keeper) -> None:
        self.registry, self.keeper = registry, keeper

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        with held(fcntl.LOCK_SH):
            noted = [(path.stem, age, read(path)) for path, age in notes() if path.stem != self.keeper.mark]
        mine = (self.keeper.mark, 0.0, families_of(self.registry))
        return iter(added_up([mine, *noted]))


def added_up(noted: Iterable[tuple[str, float, list[Family]]]) -> list[Metric]:
    """One family a name. Each note is whose it is, how many seconds old, and its figures."""
    sums: dict[str, dict[tuple[str, tuple[tuple[str, str], ...]], float]] = {}
    heads: dict[str, Family] = {}
    for mark, age, families in noted:
        living = age < GONE_AFTER
        for family in families:
            name = family["name"]
            alone = name.startswith(ALONE)
            if not living and (alone or family["type"] not in ("counter", "histogram", "summary")):
                continue
            heads.setdefault(name, family)
            for sample, labels, value in family["samples"]:
                told = {**labels, "process": mark} if alone else labels
                which = (sample, tuple(sorted(told.items())))
                figures = sums.setdefault(name, {})
                figures[which] = figures.get(which, 0.0) + value
    return [metric_of(head, sums.get(name, {})) for name, head in heads.items()]


def metric_of(head: Family, sums: dict[tuple[str, tuple[tuple[str, str], ...]], float]) -> Metric:
    made = Metric(head["name"], head["says"], head["type"])
    for (sample, labels), value in sums.items():
        made.add_sample(sample, dict(labels), value)
    return made


def notes() -> list[tuple[Path, float]]:
    """Every note, and how old it is in seconds; the rest of all ended processes is as old as can be."""
    found = []
    for path in sorted(folder().glob("*.json")):
        with suppress(FileNotFoundError):
            age = float("inf") if path.stem == REST else time.time() - path.stat().st_mtime
            found.append((path, age))
    return found


def read(path: Path) -> list[Family]:
    try:
        families: list[Family] = json.loads(path.read_text())
    except (OSError, ValueError):
        return []
    return families


def put(mark: str, families: list[Family]) -> None:
    """Whole or not at all."""
    folder().mkdir(parents=True, exist_ok=True)
    draft = folder() / f".{mark}"
    draft.write_text(json.dumps(families))
    draft.replace(folder() / f"{mark}.json")


def fold() -> None:
    """What processes that ended long ago left becomes one note, so that restarts do not fill the folder."""
    folder().mkdir(parents=True, exist_ok=True)
    with held(fcntl.LOCK_EX):
        old = [(path, age) for path, age in notes() if age > FOLDED_AFTER]
        if [path.stem for path, _age in old] in ([], [REST]):
            return
        sums = added_up((path.stem, age, read(path)) for path, age in old)
        rest = [{"name": it.name, "says": it.documentation, "type": it.type, "samples": samples_of(it)} for it in sums]
        put(REST, rest)
        for path, _age in old:
            if path.stem != REST:
                path.unlink(missing_ok=True)


@contextmanager
def held(how: int) -> Iterator[None]:
    """Nobody adds up while notes become one, so that nothing counts twice. Without a folder nothing is to be held."""
    try:
        file = (folder() / ".lock").open("w")
    except OSError:
        yield
        return
    with file:
        fcntl.flock(file, how)
        yield
