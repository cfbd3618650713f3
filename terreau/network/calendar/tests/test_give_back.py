from datetime import timedelta

import pytest

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions
from terreau.network.calendar.models import Answer
from terreau.network.calendar.tests.planning import SOON, again, planned, told

pytestmark = pytest.mark.django_db


def test_the_slot_is_free_for_the_next(alice, bob, charlie, space):
    hours = planned(alice, space, ends_at=SOON + timedelta(hours=1), slot_minutes=30)
    actions.book(bob, event=hours, slot=0)
    actions.give_back(bob, event=hours)
    assert again(hours).taken == 0 and told("calendar.given_back")[0].data == {"host": alice.pk}
    actions.book(charlie, event=hours, slot=0)
    assert Answer.objects.get().person == charlie


def test_only_one_s_own(alice, bob, charlie, space):
    hours = planned(alice, space, ends_at=SOON + timedelta(hours=1), slot_minutes=30)
    actions.book(bob, event=hours, slot=0)
    for actor in (alice, charlie):
        with pytest.raises(Refused):
            actions.give_back(actor, event=hours)
    assert Answer.objects.count() == 1
