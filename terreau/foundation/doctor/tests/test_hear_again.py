from argparse import Namespace
from typing import Any

import pytest
from django.db import transaction

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.journal import Kind, record
from terreau.foundation.activity.models import Activity, Unheard
from terreau.foundation.activity.pump import number_committed
from terreau.foundation.doctor.actions import hear_again
from terreau.foundation.doctor.commands import COMMANDS
from terreau.foundation.identity.models import Person

AGAIN = {command.name: command for command in COMMANDS}["journal hear-again"]
MISSED = Kind("test.missed", "missed something in a test")
heard: list[int | None] = []
deaf = False


def listen(batch: list[Activity]) -> None:
    if deaf:
        raise ValueError("still no")
    heard.extend(activity.seq for activity in batch)


@pytest.fixture
def missed(db: None, monkeypatch: pytest.MonkeyPatch) -> Unheard:
    heard.clear()
    with transaction.atomic():
        record(MISSED, None)
    number_committed()
    return Unheard.objects.create(listener=f"{__name__}.listen", seq=1, reason="no")


def test_an_operator_has_it_heard_again(operator: Person, missed: Unheard) -> None:
    hear_again(operator, unheard=missed)
    assert heard == [1]
    assert not Unheard.objects.exists()
    activity = Activity.objects.get(kind="doctor.heard_again")
    assert (activity.actor_id, activity.data["seq"]) == (operator.pk, 1)


def test_nobody_else_may(dora: Person, missed: Unheard) -> None:
    with pytest.raises(Refused):
        hear_again(dora, unheard=missed)
    assert heard == []
    assert Unheard.objects.exists()


def test_what_still_cannot_be_taken_stays_set_aside(
    missed: Unheard, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(globals(), "deaf", True)
    assert AGAIN.run(Namespace()) == 1
    assert "still no" in capsys.readouterr().err
    assert Unheard.objects.exists()


def test_the_command_has_all_of_it_heard_again(missed: Unheard, capsys: pytest.CaptureFixture[str]) -> None:
    assert AGAIN.run(Namespace()) == 0
    assert heard == [1]
    assert "1 heard" in capsys.readouterr().err


def test_what_was_purged_is_let_go(missed: Unheard, operator: Person) -> None:
    Activity.objects.all().delete()
    hear_again(operator, unheard=missed)
    assert not Unheard.objects.exists()


def test_what_was_heard_meanwhile_is_not_recorded_again(missed: Unheard, operator: Person) -> None:
    Unheard.objects.all().delete()
    hear_again(operator, unheard=missed)
    assert not Activity.objects.filter(kind="doctor.heard_again").exists()


def test_what_it_costs(missed: Unheard, operator: Person, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(7):
        hear_again(operator, unheard=missed)
