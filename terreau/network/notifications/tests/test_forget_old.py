from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.network.notifications.actions import forget_old
from terreau.network.notifications.models import Letter, Notice
from terreau.network.posts import actions as posts

pytestmark = pytest.mark.django_db


def test_notices_of_half_a_year_ago_go(alice, bob, space, notice):
    post = posts.publish(alice, space=space, body="<p>x</p>")
    notice(bob, post, at=timezone.now() - timedelta(days=181))
    kept = notice(bob, post)
    Letter.objects.create(person=bob, channel="mail", begun_at=timezone.now() - timedelta(days=181))
    forget_old.func()
    assert not Letter.objects.exists()
    assert Notice.objects.get() == kept
