"""Figures for Prometheus: what was answered, and how queue, journal and workers stand when somebody looks.

Any room may add figures of its own to prometheus_client’s registry: they are added up over all processes (`together`).
"""

import threading
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate

from django.utils import timezone
from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from terreau.foundation.activity.numbers import lag
from terreau.foundation.jobs.backlog import backlog, living_workers
from terreau.project.together import Everywhere, Keeper

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds


class Tally(Collector):
    """What this process answered, counted under one lock."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.requests: dict[tuple[str, str, int], int] = {}
        self.buckets: dict[str, list[int]] = {}
        self.seconds: dict[str, float] = {}
        self.statements, self.sql_seconds = 0, 0.0

    def count(self, method: str, route: str, status: int, seconds: float, statements: int, sql_seconds: float) -> None:
        """One answered request. Anybody may invent a method: those are counted together."""
        which = (method if method in METHODS else "other", route, status)
        with self.lock:
            self.requests[which] = self.requests.get(which, 0) + 1
            if route not in self.buckets:
                self.buckets[route], self.seconds[route] = [0] * (len(BOUNDS) + 1), 0.0
            self.buckets[route][bisect_left(BOUNDS, seconds)] += 1
            self.seconds[route] += seconds
            self.statements += statements
            self.sql_seconds += sql_seconds

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        with self.lock:
            requests, seconds = dict(self.requests), dict(self.seconds)
            buckets = {route: list(counts) for route, counts in self.buckets.items()}
            statements, sql_seconds = self.statements, self.sql_seconds
        answered = CounterMetricFamily("terreau_requests", "Answered requests", labels=["method", "route", "status"])
        for (method, route, status), count in requests.items():
            answered.add_metric([method, route, str(status)], count)
        yield answered
        took = HistogramMetricFamily("terreau_request_seconds", "Time to answer", labels=["route"])
        names = [*map(str, BOUNDS), "+Inf"]
        for route, counts in buckets.items():
            took.add_metric([route], list(zip(names, accumulate(counts), strict=True)), seconds[route])
        yield took
        yield CounterMetricFamily("terreau_sql_statements", "SQL statements of requests", statements)
        yield CounterMetricFamily("terreau_sql_seconds", "Time requests waited for the database", sql_seconds)


class Standing(Collector):
    """How the queue and the journal stand, and who works; asked of the database."""

    def describe(self) -> Iterator[Metric]:
        return iter(())

    def collect(self) -> Iterator[Metric]:
        queue = backlog()
        jobs = GaugeMetricFamily("terreau_jobs", "Jobs by state", labels=["state"])
        for state in ("waiting", "running", "failed"):
            jobs.add_metric([state], getattr(queue, state))
        yield jobs
        age = (timezone.now() - queue.oldest_due_at).total_seconds() if queue.oldest_due_at else 0.0
        yield GaugeMetricFamily("terreau_jobs_oldest_seconds", "How long the oldest due job has waited", max(0.0, age))
        yield GaugeMetricFamily("terreau_workers", "Workers seen in the last minute", len(living_workers()))
        behind = GaugeMetricFamily("terreau_pump_behind", "Activities a listener has not heard", labels=["listener"])
        for listener, count in lag().items():
            behind.add_metric([listener], count)
        yield behind


TALLY = Tally()
REGISTRY.register(TALLY)
KEEPER = Keeper(REGISTRY)
ALL = CollectorRegistry()
ALL.register(Everywhere(REGISTRY, KEEPER))
ALL.register(Standing())
