import pytest

from terreau.foundation.access.words import Refused
from terreau.network.posts import actions, queries
from terreau.network.posts.models import Post
from terreau.network.posts.tests.writing import scheduled, told

pytestmark = pytest.mark.django_db


def test_it_stays_a_draft(alice, space):
    draft = scheduled(alice, space)
    for _twice in range(2):
        actions.unschedule(alice, draft=draft)
    actions.publish_scheduled.func(draft.pk)
    assert not Post.objects.exists() and queries.drafts(alice)[0].scheduled_for is None
    assert len(told("posts.unscheduled")) == 1


def test_only_ones_own(alice, bob, space):
    with pytest.raises(Refused):
        actions.unschedule(bob, draft=scheduled(alice, space))
