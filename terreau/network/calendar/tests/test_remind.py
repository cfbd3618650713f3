"""Reminders: a day and an hour before, on each person’s clock, once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from terreau.network.calendar import actions
from terreau.network.calendar.models import Answer, Event, Reminder
from terreau.network.calendar.queries.due import moment_of
from terreau.network.calendar.tests.planning import planned, told

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=5)


@pytest.fixture
def soon(alice, bob, charlie, space):
    """An event of Alice’s to which Bob comes and Charlie may come; it begins so long from now."""

    def made(ahead):
        event = planned(alice, space, starts_at=timezone.now() + ahead)
        for person, choice in ((bob, "yes"), (charlie, "perhaps")):
            actions.answer(person, event=event, choice=choice)
        Answer.objects.update(at=LONG_AGO), Event.objects.update(created_at=LONG_AGO)
        return event

    return made


def reminded(kind):
    return [activity.data["people"] for activity in told(f"calendar.{kind}")]


def test_who_comes_who_may_come_and_who_runs_it_once(alice, bob, charlie, soon):
    soon(timedelta(minutes=58))
    actions.remind.func(), actions.remind.func()
    assert [sorted(people) for people in reminded("hour_before")] == [sorted([alice.pk, bob.pk, charlie.pk])]
    assert reminded("day_before") == [] and Reminder.objects.count() == 3


@pytest.mark.parametrize(("hours", "day", "hour"), [(26, 0, 0), (23, 1, 0), (12, 0, 0), (0.9, 0, 1), (0.1, 0, 0)])
def test_a_day_and_an_hour_before_and_not_in_between(soon, hours, day, hour):
    soon(timedelta(hours=hours))
    actions.remind.func()
    assert (len(reminded("day_before")), len(reminded("hour_before"))) == (day, hour)


def test_who_says_no_or_waits_or_answered_since_is_not_reminded(alice, bob, charlie, soon):
    event = soon(timedelta(minutes=50))
    actions.answer(charlie, event=event, choice="no"), actions.answer(alice, event=event, choice="no")
    Answer.objects.filter(person=bob).update(at=timezone.now())
    actions.remind.func()
    assert reminded("hour_before") == []


def test_nothing_of_what_is_called_off_and_again_when_the_time_changes(alice, soon):
    event = soon(timedelta(minutes=50))
    actions.call_off(alice, event=event)
    actions.remind.func()
    assert reminded("hour_before") == []
    actions.resume(alice, event=event)
    actions.remind.func()
    Event.objects.update(starts_at=timezone.now() + timedelta(minutes=55))
    actions.remind.func()
    assert len(reminded("hour_before")) == 2


def test_the_day_before_is_the_same_hour_on_the_person_s_own_wall():
    """Clocks go forward on 28 March 2027 in Paris, not in Abidjan: the day before is 23 hours long there."""
    starts_at = datetime(2027, 3, 28, 12, tzinfo=UTC)
    assert starts_at - moment_of(starts_at, "day", "Europe/Paris").astimezone(UTC) == timedelta(hours=23)
    assert starts_at - moment_of(starts_at, "day", "Africa/Abidjan").astimezone(UTC) == timedelta(hours=24)
    assert starts_at - moment_of(starts_at, "hour", "Europe/Paris") == timedelta(hours=1)


def test_old_rows_are_forgotten(alice, bob, space):
    event = planned(alice, space)
    old = timezone.now() - timedelta(days=8)
    Reminder.objects.create(event=event, person=bob, ahead="day", starts_at=old)
    actions.remind.func()
    assert not Reminder.objects.exists()
