from decimal import Decimal

import pytest

from terreau.foundation.access.words import Refused
from terreau.network.spaces import queries
from terreau.network.spaces.actions import propose
from terreau.network.spaces.tests.journal import kinds

pytestmark = pytest.mark.django_db


def test_it_works(bob, paul):
    made = propose(bob, name="Colle", purpose="Coller", meant_for="Ateliers", sponsor=paul, care_hours=Decimal("2.5"))
    assert made.answers == {
        "name": "Colle",
        "purpose": "Coller",
        "meant_for": "Ateliers",
        "sponsor_id": paul.pk,
        "care_hours": "2.5",
    }
    assert kinds() == ["proposed"]


def test_c01_nothing_else_is_kept(bob):
    assert "official_at" not in propose(bob, name="x", official_at="2026-01-01", member_count=9).answers


def test_who_sees_it(bob, charlie, operator):
    made = propose(bob, name="Colle")
    assert (
        [row.name for row in queries.proposals(bob)] == ["Colle"] == [row.name for row in queries.proposals(operator)]
    )
    assert queries.proposals(charlie) == []
    assert queries.proposal_by_key(bob, made.key) == made


def test_a_guest_may_not(gaby):
    with pytest.raises(Refused):
        propose(gaby, name="x")


def test_what_it_costs(bob, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        propose(bob, name="x")
