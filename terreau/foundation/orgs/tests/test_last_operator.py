"""Operators who end each other at the same moment: one of them stays."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs.actions import end_duty
from terreau.foundation.orgs.models import Duty, Mandate
from tests.cast import person, with_duty

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("turn", range(3))
def test_two_who_end_each_other_leave_one(turn: int) -> None:
    pair = [with_duty(person(f"op{number}", f"Op {number}", "FR"), Duty.OPERATOR) for number in range(2)]
    mandates = [Mandate.objects.get(person=one) for one in pair]
    gate = threading.Barrier(2)

    def end_the_other(number: int) -> bool:
        try:
            gate.wait()
            end_duty(pair[number], mandate=mandates[1 - number])
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        ended = list(threads.map(end_the_other, range(2)))
    assert sorted(ended) == [False, True]
    assert Mandate.objects.filter(duty=Duty.OPERATOR, ended_at=None).count() == 1
