from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.network.posts import actions
from terreau.network.posts.tests.writing import told, writing

pytestmark = pytest.mark.django_db


def lent(leader, writer, space):
    return actions.delegate(leader, writer=writer, space=space, until=timezone.now() + timedelta(days=3))


def test_either_of_the_two_ends_it(alice, bob, space, signed_in):
    for actor in (alice, bob):
        loan = lent(alice, bob, space)
        assert signed_in(actor).post(f"/delegations/{loan.pk}/end").status_code == 303
        with pytest.raises(Refused):
            actions.publish_writing(bob, said=writing(space, leader=alice.key))
    assert len(told("posts.undelegated")) == 2


def test_nobody_else_does_nor_learns_that_it_is_there(alice, bob, charlie, space, signed_in):
    loan = lent(alice, bob, space)
    with pytest.raises(Refused):
        actions.end_delegation(charlie, delegation=loan)
    for number in (loan.pk, 999_999):
        assert signed_in(charlie).post(f"/delegations/{number}/end").status_code == 404
