import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.orgs import rules
from terreau.foundation.orgs.actions import end_duty, entrust
from terreau.foundation.orgs.models import Duty, Mandate
from terreau.foundation.orgs.tests.journal import kinds


@pytest.fixture
def mandate(whole, tree, bob_in_nantes):
    return entrust(whole, person=bob_in_nantes, duty=Duty.ADMINISTRATOR, unit=tree.nantes)


def test_it_stays_written_who_ended_it(fanny, mandate, bob_in_nantes, tree):
    ended = end_duty(fanny, mandate=mandate)
    assert ended.ended_by == fanny and ended.ended_at
    assert not rules.may_administer(bob_in_nantes, tree.nantes)
    end_duty(fanny, mandate=mandate)
    assert kinds() == ["entrusted", "duty_ended"]


def test_who_may_not(alice, greta, mandate):
    for actor in (alice, greta):
        with pytest.raises(Refused):
            end_duty(actor, mandate=mandate)
    assert Mandate.objects.get(pk=mandate.pk).ended_at is None


def test_who_runs_less_never_ends_what_runs_more(fanny, tree, whole, operator):
    for person in (whole, operator):
        person.placement.unit = tree.nantes
        person.placement.save()
        with pytest.raises(Refused):
            end_duty(fanny, mandate=Mandate.objects.get(person=person))
    with pytest.raises(Refused):
        end_duty(whole, mandate=Mandate.objects.get(person=operator))


def test_one_operator_always_stays(operator, bob):
    with pytest.raises(Refused):
        end_duty(operator, mandate=Mandate.objects.get(person=operator))
    entrust(operator, person=bob, duty=Duty.OPERATOR)
    assert end_duty(bob, mandate=Mandate.objects.get(person=operator)).ended_at


def test_what_it_costs(fanny, mandate, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        end_duty(fanny, mandate=mandate)
