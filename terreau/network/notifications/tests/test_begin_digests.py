from datetime import UTC, datetime

import pytest

from terreau.foundation.jobs.models import Job
from terreau.foundation.policies.queries import QuietTimes
from terreau.network.notifications.actions import begin_digests, digests
from terreau.network.notifications.models import Rhythm

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)


def at(moment, monkeypatch):
    monkeypatch.setattr(digests.timezone, "now", lambda: moment)


def jobs():
    return [job.arguments["args"] for job in Job.objects.filter(task__endswith="gather_digest").order_by("pk")]


def test_each_at_eight_on_their_own_clock_and_each_once(alice, charlie, monkeypatch):
    at(FRIDAY, monkeypatch)
    begin_digests.func()
    assert jobs() == [] and Rhythm.objects.get(person=alice).next_at == datetime(2026, 11, 27, 7, 0, tzinfo=UTC)
    at(datetime(2026, 11, 27, 7, 5, tzinfo=UTC), monkeypatch)
    begin_digests.func()
    begin_digests.func()
    assert jobs() == [[alice.pk, "2026-11-27"], [charlie.pk, "2026-11-27"]]


def test_the_next_one_skips_the_quiet_days_of_the_country(alice, monkeypatch):
    """In France there is no mail at weekends: after Friday comes Monday."""
    rhythm = Rhythm(person=alice)
    after = digests.next_after(datetime(2026, 11, 27, 8, 0, tzinfo=UTC), rhythm, "FR", QuietTimes())
    assert after == datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
    rhythm.hour = 21
    assert digests.next_after(FRIDAY, rhythm, "FR", QuietTimes()) == datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


def test_weekly_is_monday_and_never_is_never(alice):
    assert digests.next_after(FRIDAY, Rhythm(person=alice, often="never"), "FR", QuietTimes()) is None
    weekly = digests.next_after(FRIDAY, Rhythm(person=alice, often="weekly", hour=10), "FR", QuietTimes())
    assert weekly == datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def test_many_cost_few_questions(alice, bob, charlie, dora, monkeypatch, django_assert_max_num_queries):
    at(FRIDAY, monkeypatch)
    begin_digests.func()
    with django_assert_max_num_queries(5):
        begin_digests.func()
