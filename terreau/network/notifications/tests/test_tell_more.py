import pytest

from terreau.foundation.activity.models import Activity
from terreau.foundation.jobs.models import Job
from terreau.network.notifications.actions import hearing, tell_more
from terreau.network.notifications.models import Notice
from terreau.network.posts import actions as posts
from terreau.network.spaces.models import Membership
from tests.cast import person

pytestmark = pytest.mark.django_db


def test_each_part_leaves_a_job_for_the_next_and_rights_are_asked_again(alice, space, monkeypatch):
    monkeypatch.setattr(hearing, "AT_ONCE", 2)
    many = [person(f"p{number}", f"P {number}", "FR") for number in range(5)]
    Membership.objects.bulk_create([Membership(space=space, person=one, level="all") for one in many])
    posts.publish(alice, space=space, body="<p>x</p>")
    activity = Activity.objects.get(kind="posts.published")
    hearing.hear([activity])
    (job,) = Job.objects.filter(task__endswith="tell_more")
    assert job.arguments["args"] == [activity.pk, many[1].pk]
    many[4].__class__.objects.filter(pk=many[4].pk).update(left_at=activity.at)
    tell_more.func(*job.arguments["args"])
    last = Job.objects.filter(task__endswith="tell_more").latest("pk")
    tell_more.func(*last.arguments["args"])
    assert list(Notice.objects.order_by("person_id").values_list("person_id", flat=True)) == [
        one.pk for one in many[:4]
    ]
