from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.jobs.models import Job
from terreau.network.posts import actions, queries
from terreau.network.posts.models import Draft, Post
from terreau.network.posts.tests.writing import SOON, file_of, scheduled, told, writing
from terreau.network.spaces.models import Membership

pytestmark = pytest.mark.django_db


def test_it_waits_for_its_time(alice, space):
    at = timezone.now() + SOON
    draft = actions.schedule(alice, said=writing(space), at=at)
    assert Job.objects.get(task__endswith="publish_scheduled").run_after == at and len(told("posts.scheduled")) == 1
    actions.publish_scheduled.func(draft.pk)
    assert not Post.objects.exists() and queries.drafts(alice)[0].scheduled_for == at


def test_published_once_with_its_files_however_often_the_job_runs(alice, space):
    draft = scheduled(alice, space, files=[file_of(alice)])
    for _twice in range(2):
        actions.publish_scheduled.func(draft.pk)
    post = Post.objects.get()
    (row,) = queries.posts_by_id(alice, [post.pk])
    assert (row.title, [file.name for file in row.files]) == ("Titre", ["plan.txt"])
    assert not Draft.objects.exists() and len(told("posts.published")) == 1


def test_a_changed_time_makes_the_earlier_job_do_nothing(alice, space):
    draft = scheduled(alice, space)
    actions.schedule(alice, said=actions.writing_of(draft), at=timezone.now() + timedelta(days=1))
    actions.publish_scheduled.func(draft.pk)
    assert not Post.objects.exists() and Draft.objects.exists()


def test_rights_are_asked_again_when_it_runs(alice, bob, space):
    draft = scheduled(bob, space)
    Membership.objects.filter(person=bob).delete()
    actions.publish_scheduled.func(draft.pk)
    (row,) = queries.drafts(bob)
    assert not Post.objects.exists() and row.scheduled_for is None and row.refused
    assert told("posts.schedule_refused")[0].data == {"person_id": bob.pk}


def test_a_closed_account_publishes_nothing(bob, space):
    draft = scheduled(bob, space)
    bob.suspended_at = timezone.now()
    bob.save(update_fields=["suspended_at"])
    actions.publish_scheduled.func(draft.pk)
    assert not Post.objects.exists() and Draft.objects.get().options["refused"]


def test_a_kudos_says_whom_it_thanks_when_it_is_planned(alice, bob, space):
    with pytest.raises(Refused):
        actions.schedule(alice, said=writing(space, kind="kudos"), at=timezone.now() + SOON)
    assert scheduled(alice, space, kind="kudos", thanked=[bob.key]).scheduled_for


def test_nobody_schedules_what_they_may_not_publish(bob, charlie, space):
    for actor, kind in ((charlie, "message"), (bob, "announcement")):
        with pytest.raises(Refused):
            actions.schedule(actor, said=writing(space, kind=kind), at=timezone.now() + SOON)
