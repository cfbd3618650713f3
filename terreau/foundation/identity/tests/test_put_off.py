"""What a page leaves to be written after its answer."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from terreau.foundation.identity import afterwards as module
from terreau.foundation.identity.afterwards import Afterwards, afterwards
from terreau.foundation.identity.models import Person, Session


def test_each_value_is_written_once_and_in_order(db: None) -> None:
    heard: list[Sequence[Any]] = []
    later = Afterwards()
    for value in ("a", "b", "a"):
        assert later.put_off(heard.append, value)
    assert heard == []
    assert later.write_all() == 2
    assert heard == [["a", "b"]]
    assert later.write_all() == 0


def test_batches_are_small(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BATCH", 2)
    heard: list[Sequence[Any]] = []
    later = Afterwards()
    for value in range(5):
        later.put_off(heard.append, value)
    later.write_all()
    assert heard == [[0, 1], [2, 3], [4]]


def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    later = Afterwards()
    assert [later.put_off(print, value) for value in range(3)] == [True, True, False]


def test_a_failure_harms_only_its_batch(db: None) -> None:
    heard: list[Sequence[Any]] = []
    later = Afterwards()

    def fail(values: Sequence[Any]) -> None:
        raise DatabaseError("locked")

    later.put_off(fail, 1)
    later.put_off(heard.append, 1)
    assert later.write_all() == 1
    assert heard == [[1]]


@pytest.mark.django_db(transaction=True)
def test_the_thread_writes_what_is_left_when_it_ends() -> None:
    heard: list[Sequence[Any]] = []
    later = Afterwards()
    later.start()
    later.put_off(heard.append, 1)
    later.stop(within=10)
    assert heard == [[1]]


@pytest.fixture
def seen(bob: Person, signed_in: Callable[[Person], Client]) -> tuple[Client, Session]:
    browser = signed_in(bob)
    afterwards.write_all()
    session = Session.objects.get(person=bob)
    long_ago = timezone.now() - timedelta(hours=1)
    Session.objects.filter(pk=session.pk).update(seen_at=long_ago, address=None, agent="")
    return browser, Session.objects.get(pk=session.pk)


def test_a_visit_is_noted_after_the_answer(
    seen: tuple[Client, Session], django_assert_num_queries: Callable[[int], Any]
) -> None:
    browser, session = seen
    with django_assert_num_queries(1):
        browser.get("/hello", headers={"user-agent": "A browser " * 50})
    afterwards.write_all()
    noted = Session.objects.get(pk=session.pk)
    assert noted.seen_at - session.seen_at > timedelta(minutes=59)
    assert noted.address == "127.0.0.1"
    assert noted.agent.startswith("A browser") and len(noted.agent) == 200


def test_a_second_visit_within_minutes_is_not(seen: tuple[Client, Session]) -> None:
    browser, _ = seen
    browser.get("/hello")
    afterwards.write_all()
    browser.get("/hello")
    assert afterwards.write_all() == 0


def test_an_ended_session_does_not_come_back(seen: tuple[Client, Session]) -> None:
    browser, session = seen
    browser.get("/hello")
    session.delete()
    afterwards.write_all()
    assert not Session.objects.exists()
