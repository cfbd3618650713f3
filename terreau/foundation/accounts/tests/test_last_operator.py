"""Operators who shut each other out at the same moment: one of them stays."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from terreau.foundation.access.words import Refused
from terreau.foundation.accounts.actions import deactivate, leave
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs.actions import end_duty
from terreau.foundation.orgs.models import Duty, Mandate
from tests.cast import person, with_duty

pytestmark = pytest.mark.django_db(transaction=True)
Act = Callable[[Person, Person], Any]


def ends(actor: Person, other: Person) -> None:
    end_duty(actor, mandate=Mandate.objects.get(person=other))


def shuts_out(actor: Person, other: Person) -> None:
    deactivate(actor, person=Person.objects.get(pk=other.pk))


def sees_off(actor: Person, other: Person) -> None:
    leave(actor, person=Person.objects.get(pk=other.pk))


def operators(count: int) -> list[Person]:
    return [with_duty(person(f"op{number}", f"Op {number}", "FR"), Duty.OPERATOR) for number in range(count)]


def operating() -> set[str | None]:
    held = Mandate.objects.filter(duty=Duty.OPERATOR, ended_at=None, person__in=Person.objects.present())
    return set(held.values_list("person__username", flat=True))


def at_once(*steps: tuple[Act, Person, Person]) -> list[bool]:
    """Which of these went through."""
    gate = threading.Barrier(len(steps))

    def go(step: tuple[Act, Person, Person]) -> bool:
        act, actor, other = step
        try:
            gate.wait()
            act(actor, other)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(len(steps)) as threads:
        return list(threads.map(go, steps))


@pytest.mark.parametrize("turn", range(3))
@pytest.mark.parametrize("acts", [(shuts_out, shuts_out), (sees_off, shuts_out), (ends, shuts_out)])
def test_two_who_shut_each_other_out_leave_one(acts: tuple[Act, Act], turn: int) -> None:
    one, two = operators(2)
    done = at_once((acts[0], one, two), (acts[1], two, one))
    assert sorted(done) == [False, True] and len(operating()) == 1


def test_three_in_a_ring_leave_one(db: None) -> None:
    one, two, three = operators(3)
    done = at_once((shuts_out, one, two), (shuts_out, two, three), (shuts_out, three, one))
    assert 1 <= len(operating()) == 3 - done.count(True)


def test_who_was_shut_out_meanwhile_shuts_nobody_out(db: None) -> None:
    one, two, _three = operators(3)
    stale = Person.objects.get(pk=two.pk)
    shuts_out(one, two)
    with pytest.raises(Refused):
        shuts_out(stale, one)
    assert operating() == {"op0", "op2"}


def test_the_terminal_shuts_out_even_the_last(db: None) -> None:
    (one,) = operators(1)
    deactivate(None, person=one)
    assert operating() == set()
