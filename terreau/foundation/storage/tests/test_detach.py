from django.db import transaction
from django.db.models import Model

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions, queries
from terreau.foundation.storage.models import Attachment, Blob
from terreau.foundation.storage.tests.test_attach import kept, names_on


def test_files_come_off_and_the_rest_closes_up(alice: Person, space: Model) -> None:
    a, b, c = kept(alice, "a.txt", "b.txt", "c.txt")
    with transaction.atomic():
        actions.attach(alice, [a, b, c], space)
        assert actions.detach(alice, [b], space) == 1
    assert names_on(space) == ["a.txt", "c.txt"]
    assert [file.position for file in queries.attachments_of("space", [space.pk])[space.pk]] == [0, 1]
    assert Blob.objects.count() == 3


def test_all_files_come_off_at_once_and_no_others(alice: Person, space: Model, closed: Model) -> None:
    a, b, c = kept(alice, "a.txt", "b.txt", "c.txt")
    with transaction.atomic():
        actions.attach(alice, [a, b], space)
        actions.attach(alice, [c], closed)
        assert actions.detach(alice, [c], space) == 0
        assert actions.detach(alice, None, space) == 2
    assert (names_on(space), names_on(closed)) == ([], ["c.txt"])
    assert Attachment.objects.count() == 1
