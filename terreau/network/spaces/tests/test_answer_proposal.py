import pytest

from terreau.foundation.access.words import Absent, Refused
from terreau.network.spaces import queries
from terreau.network.spaces.actions import answer_proposal, propose
from terreau.network.spaces.models import Space
from terreau.network.spaces.tests.journal import kinds, roles

pytestmark = pytest.mark.django_db


def test_it_creates_the_space_for_who_asked(bob, paul, operator):
    made = propose(
        bob, name="Colle", purpose="Coller", template="project", openness="closed", sponsor=paul, care_hours=2
    )
    space = answer_proposal(operator, proposal=made, accept=True)
    assert roles(space) == {"bob": "owner"}
    assert (space.openness, space.template, space.sponsor_id, space.care_hours) == ("closed", "project", paul.pk, 2)
    assert kinds() == ["proposed", "proposal_accepted"]


def test_a_refusal_says_why_and_its_author_reads_it(bob, operator):
    made = propose(bob, name="Colle")
    with pytest.raises(Refused):
        answer_proposal(operator, proposal=made, accept=False, refusal=" ")
    assert answer_proposal(operator, proposal=made, accept=False, refusal="Existe déjà") is None
    (row,) = queries.proposals(bob)
    assert (row.state, row.refusal) == ("refused", "Existe déjà")
    assert not Space.objects.exists()


def test_it_is_answered_once(bob, operator):
    made = propose(bob, name="Colle")
    answer_proposal(operator, proposal=made, accept=True)
    with pytest.raises(Absent):
        answer_proposal(operator, proposal=made, accept=True)
    assert Space.objects.count() == 1


def test_who_may_not(alice, bob, gaby):
    made = propose(bob, name="Colle")
    for person in (alice, bob, gaby):
        with pytest.raises(Refused):
            answer_proposal(person, proposal=made, accept=True)


def test_who_left_gets_no_space(bob, operator):
    made = propose(bob, name="Colle")
    bob.left_at = made.at
    bob.save()
    with pytest.raises(Refused):
        answer_proposal(operator, proposal=made, accept=True)


def test_what_it_costs(bob, operator, django_assert_max_num_queries):
    made = propose(bob, name="Colle")
    with django_assert_max_num_queries(14):
        answer_proposal(operator, proposal=made, accept=True)
