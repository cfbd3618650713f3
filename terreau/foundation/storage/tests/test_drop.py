import pytest
from django.db import transaction
from django.db.models import Model

from terreau.foundation.access.words import Absent
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions
from terreau.foundation.storage.models import Attachment
from terreau.foundation.storage.tests.test_attach import kept


def test_one_throws_away_ones_own_loose_file(alice: Person) -> None:
    (key,) = kept(alice, "a.txt")
    actions.drop(alice, key=key)
    assert not Attachment.objects.exists()
    assert list(Activity.objects.order_by("id").values_list("kind", flat=True)) == ["storage.kept", "storage.dropped"]


def test_neither_anothers_nor_one_in_use(alice: Person, bob: Person, space: Model) -> None:
    (theirs,) = kept(bob, "b.txt")
    (used,) = kept(alice, "a.txt")
    with transaction.atomic():
        actions.attach(alice, [used], space)
    for key in (theirs, used, "zzzzzz"):
        with pytest.raises(Absent):
            actions.drop(alice, key=key)
    assert Attachment.objects.count() == 2
