from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.network.calendar import actions, queries
from terreau.network.calendar.models import Answer, Event
from terreau.network.calendar.tests.planning import again, crowd, planned, saying, told
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def said(event):
    return dict(Answer.objects.filter(event=event).order_by("turn", "pk").values_list("person__username", "choice"))


def test_yes_perhaps_no_and_the_mind_changes(bob, space):
    event = planned(bob, space)
    for choice, taken in (("yes", 1), ("perhaps", 0), ("yes", 1), ("no", 0)):
        assert actions.answer(bob, event=event, choice=choice).choice == choice
        assert again(event).taken == taken
    assert Answer.objects.count() == 1 and len(told("calendar.answered")) == 4


def test_who_comes_when_all_is_taken_waits_and_moves_up_in_the_order_of_arrival(alice, bob, space):
    event = planned(alice, space, seats=2)
    some = crowd(space, 4)
    for person in some:
        actions.answer(person, event=event, choice="yes")
    assert list(said(event).values()) == ["yes", "yes", "waiting", "waiting"]
    assert [queries.attendance(one, again(event)).place for one in some] == [0, 0, 1, 2]
    actions.answer(some[0], event=event, choice="no")
    assert said(event)[some[2].username] == "yes" and again(event).taken == 2
    assert [queries.attendance(one, again(event)).place for one in some[2:]] == [0, 1]
    (moved,) = told("calendar.moved_up")
    assert moved.data["people"] == [some[2].pk] and moved.actor_id is None


def test_saying_yes_again_keeps_the_place_in_the_line(alice, space):
    event = planned(alice, space, seats=1)
    some = crowd(space, 3)
    for person in (*some, some[1], some[1]):
        actions.answer(person, event=event, choice="yes")
    assert [queries.attendance(one, again(event)).place for one in some] == [0, 1, 2]
    actions.answer(some[1], event=event, choice="no")
    actions.answer(some[1], event=event, choice="yes")
    assert [queries.attendance(one, again(event)).place for one in some] == [0, 2, 1]


def test_more_seats_let_the_first_in_line_in_and_none_at_all_everybody(alice, space):
    event = planned(alice, space, seats=1)
    some = crowd(space, 5)
    for person in some:
        actions.answer(person, event=event, choice="yes")
    actions.edit(alice, event=event, said=saying(seats=3))
    assert list(said(event).values()) == ["yes"] * 3 + ["waiting"] * 2
    actions.edit(alice, event=event, said=saying())
    assert list(said(event).values()) == ["yes"] * 5 and again(event).taken == 5


def test_there_are_never_fewer_seats_than_people_who_come(alice, bob, space):
    event = planned(alice, space)
    for person in (alice, bob):
        actions.answer(person, event=event, choice="yes")
    with pytest.raises(Refused, match="2"):
        actions.edit(alice, event=event, said=saying(seats=1))
    assert again(event).seats is None


def test_the_database_keeps_one_too_many_out(alice, bob, space):
    event = planned(alice, space, seats=1)
    actions.answer(bob, event=event, choice="yes")
    for wrong in ({"taken": 2}, {"taken": -1}, {"seats": 0}, {"seats": 5_001}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.filter(pk=event.pk).update(**wrong)


def test_readers_of_an_open_space_answer_and_nobody_who_may_not(alice, bob, charlie, gaby, space, secret):
    assert actions.answer(charlie, event=planned(alice, space), choice="yes").choice == "yes"
    for actor, event in ((charlie, planned(alice, secret)), (gaby, planned(alice, space))):
        with pytest.raises(Refused):
            actions.answer(actor, event=event, choice="yes")


def test_no_answer_to_what_is_called_off_or_over_or_to_a_word_nobody_offers(bob, space):
    over = planned(bob, space, starts_at=timezone.now() - timedelta(hours=3))
    off = actions.call_off(bob, event=planned(bob, space))
    for event, choice in ((over, "yes"), (off, "no"), (planned(bob, space), "waiting"), (planned(bob, space), "x")):
        with pytest.raises(Refused):
            actions.answer(bob, event=event, choice=choice)


def test_a07_a_guest_reads_only_names_they_may_know(alice, bob, charlie, gaby, space, signed_in):
    Membership.objects.create(space=space, person=gaby, role="guest")
    event = planned(alice, space)
    for person in (bob, charlie):
        actions.answer(person, event=event, choice="yes")
    page = signed_in(gaby).get(f"/events/{event.key}/attendance").content.decode()
    assert bob.name in page and charlie.name not in page


def test_who_runs_it_reads_every_answer_and_others_who_comes(alice, bob, charlie, space, signed_in):
    event = planned(alice, space)
    actions.answer(bob, event=event, choice="yes"), actions.answer(charlie, event=event, choice="no")
    path = f"/events/{event.key}/attendance"
    assert charlie.name in signed_in(alice).get(path).content.decode()
    page = signed_in(bob).get(path).content.decode()
    assert bob.name in page and charlie.name not in page


def test_the_page_says_how_many_seats_are_taken_and_where_one_waits(alice, charlie, space, signed_in):
    event = planned(alice, space, seats=1)
    actions.answer(alice, event=event, choice="yes")
    them = signed_in(charlie)
    assert them.post(f"/events/{event.key}/answer", {"choice": "yes"}).status_code == 303
    page = them.get(f"/events/{event.key}", follow=True).content.decode()
    assert "1 of 1 seat taken" in page and "first on the waiting list" in page


def test_what_it_costs(alice, bob, space, django_assert_num_queries):
    event = planned(alice, space, seats=20)
    with django_assert_num_queries(9):
        actions.answer(bob, event=event, choice="yes")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_take_seven_seats_and_never_eight(alice, space):
    """Fifty clients press yes at once, then those who have a seat give it up while others change their mind."""
    event, some = planned(alice, space, seats=7), crowd(space, 50)

    def press(person, choice):
        try:
            return actions.answer(person, event=event, choice=choice).choice
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        first = list(pool.map(press, some, ["yes"] * 50))
    assert sorted(first) == ["waiting"] * 43 + ["yes"] * 7
    turns = list(Answer.objects.order_by("turn").values_list("turn", flat=True))
    assert turns == list(range(1, 51)), "each has a place of their own"
    going = Answer.objects.filter(choice="yes").values_list("person_id", flat=True)
    mixed = ["no" if one.pk in set(going) else ("perhaps" if n % 5 == 0 else "yes") for n, one in enumerate(some)]
    with ThreadPoolExecutor(50) as pool:
        list(pool.map(press, some, mixed))
    event = again(event)
    coming, waiting = (list(Answer.objects.filter(choice=one).order_by("turn")) for one in ("yes", "waiting"))
    assert event.taken == len(coming) == 7
    assert max(one.turn for one in coming) < min(one.turn for one in waiting), "nobody overtook"
