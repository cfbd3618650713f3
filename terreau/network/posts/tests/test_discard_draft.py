import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.storage.models import Attachment
from terreau.network.posts import actions
from terreau.network.posts.models import Draft, Post
from terreau.network.posts.tests.writing import file_of, scheduled, told, writing

pytestmark = pytest.mark.django_db


def test_gone_with_its_files(alice, space):
    actions.discard_draft(alice, draft=actions.save_draft(alice, said=writing(space, files=[file_of(alice)])))
    assert not Draft.objects.exists() and not Attachment.objects.exists()


def test_what_was_scheduled_is_not_published(alice, space):
    draft = scheduled(alice, space)
    key = draft.pk
    actions.discard_draft(alice, draft=draft)
    actions.publish_scheduled.func(key)
    assert not Post.objects.exists() and len(told("posts.unscheduled")) == 1


def test_only_ones_own(alice, bob, space):
    with pytest.raises(Refused):
        actions.discard_draft(bob, draft=actions.save_draft(alice, said=writing(space)))
