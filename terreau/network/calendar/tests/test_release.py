"""Who can no longer see an event keeps no seat there."""

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.calendar import actions
from terreau.network.calendar.models import Answer
from terreau.network.calendar.tests.planning import again, crowd, planned, told
from terreau.network.spaces import actions as spaces

pytestmark = pytest.mark.django_db


def hear_all():
    actions.hear(list(Activity.objects.order_by("id")))


def test_a28_who_leaves_a_secret_space_gives_their_seat_to_the_next(alice, secret):
    event, (first, second) = planned(alice, secret, seats=1), crowd(secret, 2)
    for person in (first, second):
        actions.answer(person, event=event, choice="yes")
    spaces.leave(first, space=secret)
    hear_all(), hear_all()
    assert list(Answer.objects.values_list("person_id", "choice")) == [(second.pk, "yes")] and again(event).taken == 1
    assert len(told("calendar.released")) == 1


def test_who_leaves_an_open_space_still_sees_it_and_comes(alice, space):
    event, (first,) = planned(alice, space), crowd(space, 1)
    actions.answer(first, event=event, choice="yes")
    spaces.leave(first, space=space)
    hear_all()
    assert again(event).taken == 1


def test_b03_who_may_no_longer_come_in_holds_no_seat(alice, charlie, space):
    event = planned(alice, space)
    actions.answer(charlie, event=event, choice="yes")
    Person.objects.filter(pk=charlie.pk).update(suspended_at=timezone.now())
    actions.hear([Activity(kind="accounts.deactivated", data={"person_id": charlie.pk})])
    assert again(event).taken == 0 and not Answer.objects.exists()


def test_nobody_takes_others_off_the_list(alice, bob, space):
    with pytest.raises(Refused):
        actions.release(alice, event=planned(alice, space))
