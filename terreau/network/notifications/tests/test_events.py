"""Who is told of events, of what, and that nobody is who has left or said no (A25)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.activity.pump import pump
from terreau.network.calendar import actions as calendar
from terreau.network.calendar.models import Answer, Event
from terreau.network.calendar.tests.planning import crowd, planned, repeated, saying
from terreau.network.notifications import queries
from terreau.network.notifications.actions import gather, see
from terreau.network.notifications.models import Letter, Notice
from terreau.network.spaces import actions as spaces
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def told():
    """Who was told since the last time this was asked, and of what kind."""
    Notice.objects.update(act="heard")
    pump()
    fresh = Notice.objects.exclude(act="heard").select_related("person")
    return {(notice.person.username, notice.kind) for notice in fresh}


@pytest.fixture
def event(alice, bob, charlie, dora, space):
    """Bob comes, Charlie may come, Dora does not; all of it was heard."""
    made = planned(alice, space)
    for person, choice in ((bob, "yes"), (charlie, "perhaps"), (dora, "no")):
        calendar.answer(person, event=made, choice=choice)
    told()
    return made


def test_a_new_event_tells_who_wants_everything_of_its_space(alice, bob, space):
    Membership.objects.filter(space=space, person=bob).update(level="all")
    planned(alice, space)
    assert told() == {("bob", "planned")}


def test_a_series_is_told_once(alice, bob, space):
    Membership.objects.filter(space=space, person=bob).update(level="all")
    repeated(alice, space, number=12)
    assert told() == {("bob", "planned")} and Notice.objects.count() == 1


def test_another_time_or_place_tells_who_comes_and_who_may_come(alice, event):
    calendar.edit(alice, event=event, said=saying("Autre titre"))
    assert told() == set()
    calendar.edit(alice, event=event, said=saying(place="Salle 9"))
    assert told() == {("bob", "event"), ("charlie", "event")}


def test_a_call_off_and_that_it_takes_place_after_all(alice, event):
    calendar.call_off(alice, event=event)
    assert told() == {("bob", "event"), ("charlie", "event")}
    calendar.resume(alice, event=event)
    assert told() == {("bob", "event"), ("charlie", "event")}


def test_who_is_asked_to_come(alice, mathilde, event):
    calendar.invite(alice, event=event, people=[mathilde])
    assert told() == {("mathilde", "event")}


def test_whose_seat_it_is_now_and_nobody_hears_who_gave_it_up(alice, space, signed_in):
    event, (first, second) = planned(alice, space, seats=1), crowd(space, 2)
    for person in (first, second):
        calendar.answer(person, event=event, choice="yes")
    told()
    calendar.answer(first, event=event, choice="no")
    assert told() == {(second.username, "event")}
    (line,) = queries.notices(second)[0]
    assert line.actor is None and first.name not in line.sentence and event.title in line.sentence


def test_a28_who_has_left_hears_nothing_more(alice, bob, secret):
    event = planned(alice, secret)
    calendar.answer(bob, event=event, choice="yes")
    told()
    spaces.leave(bob, space=secret)
    calendar.call_off(alice, event=event)
    assert ("bob", "event") not in told()
    assert not queries.notices(bob)[0]


def test_a_reminder_is_gone_once_the_event_has_begun(event, bob, signed_in):
    Event.objects.update(starts_at=timezone.now() + timedelta(minutes=50))
    Answer.objects.update(at=timezone.now() - timedelta(days=3))
    calendar.remind.func()
    assert ("bob", "reminder") in told()
    assert [line.kind for line in queries.notices(bob)[0]] == ["reminder"] and queries.unread_count(bob) == 1
    Notice.objects.update(until=timezone.now() - timedelta(minutes=1))
    del bob.__dict__["_notices"]
    assert queries.notices(bob)[0] == [] and queries.unread_count(bob) == 0


def test_a_reminder_that_comes_too_late_is_not_mailed(event, bob, notice, monkeypatch):
    monkeypatch.setattr("terreau.foundation.policies.queries.quiet_until", lambda person, now: None)
    made = notice(bob, event, kind="reminder", until=timezone.now() - timedelta(minutes=1))
    gather.func(bob.pk)
    assert not Letter.objects.exists()
    Notice.objects.filter(pk=made.pk).update(until=timezone.now() + timedelta(hours=1))
    gather.func(bob.pk)
    assert Letter.objects.count() == 1


def test_reading_the_event_reads_its_notices(alice, bob, event):
    calendar.call_off(alice, event=event)
    told()
    assert see(bob, keys=[event.key]) == 1


def test_one_sees_in_words_when_it_is(alice, bob, event, signed_in):
    calendar.call_off(alice, event=event)
    told()
    page = signed_in(bob).get("/notifications").content.decode()
    assert event.title in page and "Paris" in page
