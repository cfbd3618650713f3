import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage.models import Attachment
from terreau.network.pages import actions
from terreau.network.pages.models import PageDraft

pytestmark = pytest.mark.django_db


def test_its_writer_throws_it_away_with_its_files_and_nobody_else(alice, bob, space):
    key = storage.keep(bob, content=b"1", name="un.txt").key
    draft = actions.keep_new(bob, space=space, said=actions.Written("T", "<p>x</p>", [key]))
    with pytest.raises(Refused):
        actions.discard_draft(alice, draft=draft)
    actions.discard_draft(bob, draft=draft)
    assert not PageDraft.objects.exists() and not Attachment.objects.exists()
