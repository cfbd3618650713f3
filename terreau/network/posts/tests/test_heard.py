"""A26: an open page hears of what its person may see; what is not published, or another’s own choice, is not it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.activity.pump import number_committed
from terreau.foundation.live import nudges
from terreau.foundation.live.tests.test_nudge import told
from terreau.network.posts import actions
from terreau.network.posts.tests.writing import writing
from terreau.network.spaces import actions as spaces

pytestmark = pytest.mark.django_db
LATER = timedelta(days=2)


def heard(*people):
    """What each hears on an open page, from the first activity on."""
    while number_committed():
        pass
    return {pk: [event["kind"] for event in events] for pk, events in told(list(people)).items()}


def test_a26_a_draft_that_waits_is_its_authors_alone(alice, bob, space):
    draft = actions.schedule(bob, said=writing(space), at=timezone.now() + LATER)
    actions.unschedule(bob, draft=draft)
    actions.schedule(bob, said=writing(space, draft=draft), at=timezone.now() + LATER)
    actions.discard_draft(bob, draft=draft)
    kinds = ["posts.scheduled", "posts.unscheduled"]
    assert set(heard(alice, bob).get(bob.pk, [])) >= set(kinds)
    assert not set(heard(alice, bob).get(alice.pk, [])) & set(kinds)


def test_a26_a_lent_name_is_known_to_the_two(alice, bob, charlie, space):
    spaces.join(charlie, space=space)
    lent = actions.delegate(alice, writer=bob, space=space, until=timezone.now() + LATER)
    actions.end_delegation(bob, delegation=lent)
    found = heard(alice, bob, charlie)
    for person in (alice, bob):
        assert {"posts.delegated", "posts.undelegated"} <= set(found[person.pk])
    assert not any("delegated" in kind for kind in found.get(charlie.pk, []))


def test_a26_what_reaches_somebody_is_theirs(alice, bob, space):
    spaces.set_level(bob, space=space, level="none")
    found = heard(alice, bob)
    assert "spaces.level_set" in found[bob.pk] and "spaces.level_set" not in found.get(alice.pk, [])


def test_a26_what_is_published_is_heard_by_its_readers_alone(alice, bob, charlie, secret):
    actions.publish(alice, space=secret, body="<p>x</p>")
    found = heard(alice, bob, charlie)
    assert "posts.published" in found[bob.pk] and charlie.pk not in found


def test_a03_a_conversation_that_moved_is_silent_for_old_readers(alice, charlie, space, secret):
    post = actions.publish(alice, space=space, title="Un", body="")
    assert "posts.published" in heard(alice, charlie)[charlie.pk]
    before = nudges.newest()[0]
    actions.move(alice, post=post, space=secret)
    actions.comment(alice, post=post, body="<p>entre nous</p>")
    actions.react(alice, thing=post, kind="thanks")
    while number_committed():
        pass
    later = told([alice, charlie], after=before)
    assert "posts.commented" in [event["kind"] for event in later[alice.pk]]
    assert charlie.pk not in later
