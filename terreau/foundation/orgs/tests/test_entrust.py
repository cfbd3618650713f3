import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs import rules
from terreau.foundation.orgs.actions import entrust
from terreau.foundation.orgs.models import Duty
from terreau.foundation.orgs.tests.journal import kinds


def test_within_ones_branch_and_once(fanny, tree, bob_in_nantes):
    mandate = entrust(fanny, person=bob_in_nantes, duty=Duty.ADMINISTRATOR, unit=tree.nantes)
    assert mandate.given_by == fanny and rules.may_administer(bob_in_nantes, tree.nantes)
    assert entrust(fanny, person=bob_in_nantes, duty=Duty.ADMINISTRATOR, unit=tree.nantes) == mandate
    assert kinds() == ["entrusted"]


def test_never_more_than_one_has(fanny, greta, tree, bob_in_nantes, charlie, whole):
    for actor, person, duty, unit in (
        (fanny, bob_in_nantes, Duty.ADMINISTRATOR, tree.germany),
        (fanny, bob_in_nantes, Duty.ADMINISTRATOR, None),
        (fanny, bob_in_nantes, Duty.SPONSOR, None),
        (fanny, charlie, Duty.ADMINISTRATOR, tree.france),
        (greta, bob_in_nantes, Duty.ADMINISTRATOR, tree.nantes),
        (whole, bob_in_nantes, Duty.OPERATOR, None),
        (bob_in_nantes, charlie, Duty.SPONSOR, None),
    ):
        with pytest.raises(Refused):
            entrust(actor, person=person, duty=duty, unit=unit)
    assert kinds() == []


def test_nobody_entrusts_themselves_nor_who_is_not_here(whole, operator, gaby, bob):
    bob.suspended_at = bob.joined_at
    for actor, person, duty in (
        (whole, whole, Duty.OPERATOR),
        (operator, operator, Duty.SPONSOR),
        (operator, gaby, Duty.ADMINISTRATOR),
        (operator, bob, Duty.SPONSOR),
        (operator, whole, "emperor"),
    ):
        with pytest.raises(Refused):
            entrust(actor, person=person, duty=duty)


def test_the_terminal_makes_the_first_operator(bob):
    assert entrust(None, person=bob, duty=Duty.OPERATOR).given_by is None
    assert rules.may_operate(bob)


def test_what_it_costs(fanny, tree, bob_in_nantes, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        entrust(fanny, person=bob_in_nantes, duty=Duty.ADMINISTRATOR, unit=tree.nantes)


def test_an_operator_runs_the_whole_network_and_no_branch(operator, bob_in_nantes, tree):
    with pytest.raises(Refused, match="whole network"):
        entrust(operator, person=bob_in_nantes, duty=Duty.OPERATOR, unit=tree.nantes)
    assert kinds() == []
