from datetime import timedelta

import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.storage.models import Attachment
from terreau.network.files import actions
from terreau.network.files.models import Document, Folder, Shelf
from terreau.network.files.tests.filing import filed, sent, these, told

pytestmark = pytest.mark.django_db


def test_those_who_look_after_the_space_erase_what_is_in_the_bin(alice, bob, space, signed_in):
    document = filed(bob, space, content=b"12345")
    actions.renew(bob, document=document, key=sent(bob, b"67"))
    with pytest.raises(Refused):
        actions.erase(alice, document=document)
    actions.withdraw(bob, what=these(space, document))
    with pytest.raises(Refused):
        actions.erase(bob, document=document)
    assert signed_in(alice).post(f"/documents/{document.key}/erasure").status_code == 303
    assert not Document.objects.exists() and not Attachment.objects.exists() and Shelf.objects.get().used == 0
    assert told("files.erased")[0].thing_id == document.pk


def test_after_thirty_days_the_house_does_it(alice, space, closed):
    folder = actions.make_folder(alice, space=space, name="Guide")
    old, young = filed(alice, space, "vieux.txt", folder), filed(alice, space, "jeune.txt")
    actions.withdraw(alice, what=these(space, folder))
    actions.withdraw(alice, what=these(space, young))
    long_ago = timezone.now() - timedelta(days=31)
    Document.objects.filter(pk=old.pk).update(withdrawn_at=long_ago)
    Folder.objects.update(withdrawn_at=long_ago)
    actions.empty_bins.func()
    assert list(Document.objects.values_list("name", flat=True)) == ["jeune.txt"] and not Folder.objects.exists()


def test_the_house_leaves_what_is_younger(alice, space):
    document = filed(alice, space)
    actions.withdraw(alice, what=these(space, document))
    with pytest.raises(Refused):
        actions.erase(None, document=document)
