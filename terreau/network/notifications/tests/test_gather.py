from datetime import UTC, datetime

import pytest

from terreau.foundation.jobs.execution import work_off
from terreau.foundation.jobs.models import Job
from terreau.foundation.policies import queries as policies
from terreau.network.notifications.actions import gather
from terreau.network.notifications.models import Letter, Notice
from terreau.network.posts import actions as posts

pytestmark = pytest.mark.django_db


def test_what_waits_becomes_one_letter_and_twice_is_once(alice, bob, space, notice, outbox, awake):
    post = posts.publish(alice, space=space, title="Vitrage", body="<p>x</p>")
    notice(bob, post, actor=alice), notice(bob, post, kind="kudos", actor=alice)
    notice(bob, post, kind="reply", actor=alice, channel="digest")
    gather.func(bob.pk)
    gather.func(bob.pk)
    assert Letter.objects.count() == 1 and Notice.objects.filter(letter=None).get().kind == "reply"
    work_off(lanes=["mail"])
    (mail,) = outbox()
    assert "2 nouvelles pour vous" in mail.subject and "vous remercie" in mail.text


def test_quiet_hours_of_the_country_make_it_wait_on_the_persons_clock(alice, bob, space, notice, outbox, monkeypatch):
    """Bob is in France: from Friday evening to Monday at eight, Paris time."""
    notice(bob, posts.publish(alice, space=space, body="<p>x</p>"), actor=alice)
    friday = datetime(2026, 11, 27, 19, 30, tzinfo=UTC)
    real = policies.quiet_until
    monkeypatch.setattr(policies, "quiet_until", lambda person, now: real(person, friday))
    gather.func(bob.pk)
    job = Job.objects.get(task__endswith="gather")
    assert job.run_after == datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
    assert not Letter.objects.exists() and outbox() == []


def test_nobody_without_an_address_and_nothing_read_meanwhile(alice, bob, dora, space, notice, awake):
    post = posts.publish(alice, space=space, body="<p>x</p>")
    type(dora).objects.filter(pk=dora.pk).update(email=None)
    notice(dora, post)
    read = notice(bob, post)
    Notice.objects.filter(pk=read.pk).update(read_at=read.at)
    gather.func(dora.pk)
    gather.func(bob.pk)
    assert not Letter.objects.exists()
