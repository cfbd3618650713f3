from datetime import date

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions
from terreau.network.posts.models import Acknowledgement, Post

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_confirmed_once(alice, bob, space):
    due = date(2026, 12, 1)
    post = actions.publish(alice, space=space, body="<p>x</p>", kind="announcement", required_by=due)
    for _twice in range(2):
        actions.acknowledge(bob, post=post)
    assert post.acknowledgements.count() == 1 and len(told("posts.acknowledged")) == 1


def test_only_what_asks_for_it(alice, bob, space):
    with pytest.raises(Refused):
        actions.acknowledge(bob, post=actions.publish(alice, space=space, body="<p>x</p>"))


def test_f01_no_name_is_added_while_names_are_erased(alice, bob, space):
    post = actions.publish(alice, space=space, kind="announcement", body="<p>x</p>", required_by=date(2026, 12, 1))
    Post.objects.filter(pk=post.pk).update(names_erased_at=timezone.now())
    with pytest.raises(Refused):
        actions.acknowledge(bob, post=post)
    assert not Acknowledgement.objects.exists()
