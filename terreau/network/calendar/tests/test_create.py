from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from terreau.foundation.access.words import Refused
from terreau.network.calendar.models import Event
from terreau.network.calendar.tests.planning import SOON, planned, told

pytestmark = pytest.mark.django_db


def test_an_event_stands_in_the_calendar_of_its_space(bob, space):
    event = planned(
        bob, space, body="<p>Venez</p><script>x</script>", place=" Salle 2 ", link="https://visio.example/x"
    )
    assert (event.body, event.place, event.link, event.zone) == (
        "<p>Venez</p>",
        "Salle 2",
        "https://visio.example/x",
        "Europe/Paris",
    )
    (activity,) = told("calendar.created")
    assert (activity.thing_kind, activity.thing_id, activity.space_id) == ("event", event.pk, space.pk)


def test_members_bring_events_in_and_nobody_else(bob, charlie, gaby, space, closed):
    for actor, place in ((charlie, space), (gaby, space), (charlie, closed)):
        with pytest.raises(Refused):
            planned(actor, place)
    assert planned(bob, closed).pk


def test_an_archived_space_takes_none(alice, space):
    space.archived_at = space.created_at
    space.save()
    with pytest.raises(Refused):
        planned(alice, space)


@pytest.mark.parametrize("length", [timedelta(0), timedelta(hours=-1), timedelta(days=63)])
def test_it_ends_after_it_starts_and_within_two_months(bob, space, length):
    with pytest.raises(Refused):
        planned(bob, space, ends_at=SOON + length)
    assert not Event.objects.exists()


def test_the_database_keeps_that_too(bob, space):
    event = planned(bob, space)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(ends_at=event.starts_at)


def test_a_link_that_runs_a_script_is_none(bob, space):
    with pytest.raises(Refused):
        planned(bob, space, link="javascript:alert(1)")


def test_a22_nobody_is_named_by_a_key_that_was_slipped_in(bob, charlie, secret):
    event = planned(bob, secret, body=f'<p><a data-person="{charlie.key}" href="/people/{charlie.key}">@x</a></p>')
    assert "data-person" not in event.body and "@x" in event.body


def test_what_it_costs(bob, space, django_assert_num_queries):
    planned(bob, space)
    with django_assert_num_queries(5):
        planned(bob, space)
