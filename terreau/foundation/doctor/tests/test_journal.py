"""The journal’s page: operators only, the newest first, people and things but never words."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from terreau.foundation.access.words import Absent
from terreau.foundation.activity.journal import Kind, record
from terreau.foundation.activity.models import Activity
from terreau.foundation.activity.pump import number_committed
from terreau.foundation.doctor.journal import PAGE, Asked
from terreau.foundation.doctor.queries import journal
from terreau.foundation.identity.models import Person

RULED = Kind("test.governed", "ruled something in a test", administrative=True)
WROTE = Kind("test.penned", "wrote something in a test")


@pytest.fixture
def acts(operator: Person, alice: Person) -> list[Activity]:
    with transaction.atomic():
        made = [record(RULED, operator, alice), record(WROTE, alice), record(RULED, alice), record(RULED, None)]
    number_committed()
    return made


def test_operators_read_administrative_acts_newest_first(operator: Person, acts: list[Activity]) -> None:
    rows = journal(operator, asked=Asked()).rows
    assert [(row.seq, row.name) for row in rows] == [(4, ""), (3, "Alice Vasseur"), (1, "Oscar Opera")]
    assert rows[-1].subject == "Alice Vasseur" and rows[-1].subject_url.startswith("/people/")


def test_it_is_narrowed_by_kind_person_and_day(operator: Person, acts: list[Activity]) -> None:
    def seqs(**asked: object) -> list[int]:
        return [row.seq for row in journal(operator, asked=Asked(**asked)).rows]  # type: ignore[arg-type]  # what the question takes

    assert seqs(person="vasseur alice") == [3]
    assert seqs(person="nobody of that name") == []
    assert seqs(kind="test.governed", before=4) == [3, 1]
    assert seqs(kind="test.penned") == []
    today = timezone.now().date()
    assert seqs(until=today + timedelta(days=1)) == [4, 3, 1]
    assert seqs(until=today - timedelta(days=2)) == []


def test_nobody_else_reads_any(dora: Person, acts: list[Activity]) -> None:
    with pytest.raises(Absent):
        journal(dora, asked=Asked())


def test_a_space_is_named_only_to_those_who_see_it(operator: Person, alice: Person, secret, space) -> None:
    with transaction.atomic():
        record(RULED, alice, secret, space_id=secret.pk)
        record(RULED, alice, space, space_id=space.pk)
    number_committed()
    seen, hidden = journal(operator, asked=Asked()).rows
    assert (seen.subject, hidden.subject, hidden.subject_url) == ("Qualité produit", "", "")


def test_its_cost_does_not_grow(operator: Person, alice: Person, signed_in, django_assert_max_num_queries) -> None:
    with transaction.atomic():
        for number in range(PAGE + 5):
            record(RULED, alice if number % 2 else operator, alice)
    number_committed()
    with django_assert_max_num_queries(4):
        assert journal(operator, asked=Asked()).next
    page = signed_in(operator).get("/administration/journal")
    assert page.status_code == 200 and 'rel="next"' in page.text
