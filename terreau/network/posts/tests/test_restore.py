from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.activity.models import Activity
from terreau.network.posts import actions, queries

pytestmark = pytest.mark.django_db


def told(kind):
    return list(Activity.objects.filter(kind=kind).order_by("id"))


def test_a_withdrawn_post_comes_back_within_thirty_days(alice, bob, charlie, space):
    post = actions.publish(bob, space=space, body="<p>x</p>")
    actions.withdraw(bob, post=post)
    with pytest.raises(Refused):
        actions.restore(charlie, post=post)
    actions.restore(bob, post=post)
    assert queries.seen_by(alice).filter(pk=post.pk).exists()
    assert len(told("posts.restored")) == 1


def test_not_after_that(bob, space):
    post = actions.publish(bob, space=space, body="<p>x</p>")
    actions.withdraw(bob, post=post)
    post.withdrawn_at = timezone.now() - timedelta(days=31)
    with pytest.raises(Refused):
        actions.restore(bob, post=post)
