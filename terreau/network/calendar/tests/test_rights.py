"""What an event shows as buttons is what its verbs allow."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from terreau.network.calendar import actions, rules
from terreau.network.calendar.tests.planning import again, planned

pytestmark = pytest.mark.django_db


def test_all_at_once_says_the_same_as_one_by_one(alice, bob, charlie, gaby, space, closed):
    events = [planned(writer, place) for writer, place in product((alice, bob), (space, closed))]
    actions.call_off(alice, event=events[0])
    events.append(planned(bob, space, slot_minutes=20))
    events.append(planned(alice, closed, starts_at=timezone.now() - timedelta(days=2)))
    for actor, event in product((alice, bob, charlie, gaby), events):
        compare(actor, again(event))
    type(space).objects.update(archived_at=timezone.now())
    for actor, event in product((alice, bob, charlie, gaby), events):
        compare(actor, again(event))


def compare(actor, event):
    found = rules.rights(actor, event)
    assert found.edit == rules.may_edit(actor, event)
    assert found.call_off == rules.may_call_off(actor, event)
    assert found.resume == rules.may_resume(actor, event)
    assert found.answer == rules.may_answer(actor, event)
    assert found.book == rules.may_book(actor, event)
    assert found.invite == rules.may_invite(actor, event)
    assert found.see_answers == rules.may_see_answers(actor, event)
