import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from terreau.foundation.jobs import queue
from terreau.foundation.jobs.models import Job, Round, State
from terreau.foundation.jobs.schedule import Every, enqueue_due
from terreau.foundation.jobs.tests import tasks


def at_once(count: int, work: Callable[[int], object]) -> None:
    """Run `work(number)` in so many threads, started together, each with its own connection."""
    start = threading.Barrier(count)

    def run(number: int) -> None:
        start.wait()
        work(number)
        connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_claim_each_job_once() -> None:
    for word in range(40):
        tasks.note.enqueue(str(word))
    claimed: list[str] = []

    def claim(number: int) -> None:
        while job := queue.claim("default", f"worker-{number}"):
            claimed.append(job.key)

    at_once(4, claim)
    assert Counter(claimed) == Counter(Job.objects.values_list("key", flat=True))
    assert set(Job.objects.values_list("state", "attempts")) == {(State.RUNNING, 1)}


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_begin_each_round_once() -> None:
    hourly = Every("hurry", tasks.hurry, hours=1)
    enqueue_due([hourly])
    Round.objects.update(due_at=Now() - timedelta(hours=2))
    at_once(4, lambda number: enqueue_due([hourly]))
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_the_oldest_due_job_comes_first() -> None:
    for word in ("spade", "rake"):
        tasks.note.enqueue(word)
    first = queue.claim("default", "one")
    assert first is not None
    assert first.arguments["args"] == ["spade"]
    assert queue.due_lanes() == {"default"}
    assert queue.claim("slow", "one") is None
