import pytest

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions
from terreau.network.calendar.models import Answer, Event
from terreau.network.calendar.tests.planning import repeated

pytestmark = pytest.mark.django_db


def said(person):
    return list(Answer.objects.filter(person=person).order_by("event__starts_at").values_list("choice", flat=True))


def test_each_has_its_own_seats(alice, bob, charlie, space):
    repeated(alice, space, number=4, seats=1)
    some = list(Event.objects.order_by("starts_at"))
    actions.answer(charlie, event=some[2], choice="yes")
    assert actions.answer_following(bob, event=some[1], choice="yes") == 3
    assert said(bob) == ["yes", "waiting", "yes"]


def test_what_is_called_off_takes_no_answer(alice, bob, space):
    repeated(alice, space, number=3)
    actions.call_off(alice, event=Event.objects.order_by("starts_at")[1])
    assert actions.answer_following(bob, event=Event.objects.order_by("starts_at")[0], choice="perhaps") == 2


def test_only_who_may_answer(alice, gaby, space):
    with pytest.raises(Refused):
        actions.answer_following(gaby, event=repeated(alice, space, number=3), choice="yes")
