"""Office hours: a slot each, never two in one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions, queries
from terreau.network.calendar.models import Answer, Event
from terreau.network.calendar.tests.planning import SOON, again, crowd, planned, saying, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def hours(alice, space):
    """Two hours of Alice’s, 20 minutes each: six slots."""
    return planned(alice, space, ends_at=SOON + timedelta(hours=2), slot_minutes=20)


def test_one_takes_a_slot_and_another_one_instead(bob, hours):
    assert len(queries.slots(bob, hours)) == 6
    actions.book(bob, event=hours, slot=2, about="  La colle \n PUR ")
    actions.book(bob, event=hours, slot=4)
    assert list(Answer.objects.values_list("slot", "choice")) == [(4, "yes")] and again(hours).taken == 1
    slot = queries.slots(bob, hours)[4]
    assert slot.mine and slot.start == SOON + timedelta(minutes=80) and slot.end - slot.start == timedelta(minutes=20)


def test_never_two_in_one_slot(bob, charlie, hours):
    actions.book(bob, event=hours, slot=2)
    with pytest.raises(Refused):
        actions.book(charlie, event=hours, slot=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(event=hours, person=charlie, choice="yes", slot=2)


@pytest.mark.parametrize("slot", [-1, 6, 9_999])
def test_a_slot_that_is_none(bob, hours, slot):
    with pytest.raises(Refused):
        actions.book(bob, event=hours, slot=slot)


def test_a_slot_that_is_over_or_hours_that_are_called_off(alice, bob, space, hours):
    begun = timezone.now() - timedelta(minutes=30)
    running = planned(alice, space, starts_at=begun, ends_at=begun + timedelta(hours=2), slot_minutes=20)
    actions.book(bob, event=running, slot=2)
    for event, slot in ((running, 0), (actions.call_off(alice, event=hours), 0)):
        with pytest.raises(Refused):
            actions.book(bob, event=event, slot=slot)


def test_who_reads_the_space_may_take_one_but_not_who_offers_them_nor_a_stranger(alice, charlie, gaby, hours):
    actions.book(charlie, event=hours, slot=0)
    for actor in (alice, gaby):
        with pytest.raises(Refused):
            actions.book(actor, event=hours, slot=1)


def test_a_meeting_has_no_slots_and_office_hours_no_yes(alice, bob, space, hours):
    with pytest.raises(Refused):
        actions.book(bob, event=planned(alice, space), slot=0)
    with pytest.raises(Refused):
        actions.answer(bob, event=hours, choice="yes")


def test_who_and_what_about_is_between_the_two_of_them(alice, bob, charlie, hours, signed_in):
    actions.book(bob, event=hours, slot=2, about="Mon contrat")
    for path in (f"/events/{hours.key}", f"/events/{hours.key}/attendance"):
        page = signed_in(charlie).get(path, follow=True).content.decode()
        assert "Mon contrat" not in page and bob.name not in page
    for person in (alice, bob):
        assert "Mon contrat" in signed_in(person).get(f"/events/{hours.key}", follow=True).content.decode()


def test_who_offers_them_is_told(alice, bob, hours):
    actions.book(bob, event=hours, slot=2)
    (concern,) = queries.concerned(told("calendar.booked")[0])
    assert (concern.kind, list(concern.people)) == ("event", [alice.pk])


def test_what_is_taken_is_not_cut_off(alice, bob, hours):
    actions.book(bob, event=hours, slot=4)
    for wrong in ({"ends_at": SOON + timedelta(minutes=90)}, {"slot_minutes": 15}, {"slot_minutes": None}):
        with pytest.raises(Refused):
            actions.edit(alice, event=hours, said=saying(**{"ends_at": hours.ends_at, "slot_minutes": 20, **wrong}))
    moved = saying(starts_at=SOON + timedelta(days=1), ends_at=hours.ends_at + timedelta(days=1), slot_minutes=20)
    actions.edit(alice, event=hours, said=moved)
    assert queries.slots(bob, again(hours))[4].mine


@pytest.mark.parametrize("wrong", [{"slot_minutes": 4}, {"slot_minutes": 241}, {"slot_minutes": 90}, {"seats": 3}])
def test_absurd_slots(alice, space, wrong):
    with pytest.raises(Refused):
        planned(alice, space, **{"slot_minutes": 20, **wrong})
    assert not Event.objects.exists()


def test_the_page_keeps_what_was_written_where_somebody_was_faster(bob, charlie, hours, signed_in):
    actions.book(bob, event=hours, slot=2)
    page = signed_in(charlie).post(f"/events/{hours.key}/slot", {"slot": "2", "about": "Une question gardée"})
    assert page.status_code == 403 and "Une question gardée" in page.content.decode()
    page = signed_in(charlie).post(f"/events/{hours.key}/slot", {"about": "Encore gardée"})
    assert page.status_code == 422 and "Encore gardée" in page.content.decode()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_share_six_slots(alice, space):
    hours = planned(alice, space, ends_at=SOON + timedelta(hours=2), slot_minutes=20)
    some = crowd(space, 50)

    def press(pair):
        number, person = pair
        try:
            return actions.book(person, event=hours, slot=number % 6).slot
        except Refused:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        found = [slot for slot in pool.map(press, enumerate(some)) if slot is not None]
    assert sorted(found) == list(range(6))
    assert sorted(Answer.objects.values_list("slot", flat=True)) == list(range(6)) and again(hours).taken == 6
