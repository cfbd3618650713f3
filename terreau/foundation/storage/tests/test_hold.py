import pytest
from django.db import transaction
from django.db.models import Model

from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions
from terreau.foundation.storage.tests.test_attach import kept, names_on


def test_these_files_and_no_others(alice: Person, space: Model) -> None:
    a, b, c = kept(alice, "a.txt", "b.txt", "c.txt")
    with transaction.atomic():
        actions.hold(alice, [a, b], space)
        actions.hold(alice, [b, c], space)
        assert names_on(space) == ["b.txt", "c.txt"]
        actions.hold(alice, [], space)
    assert names_on(space) == []


def test_a14_nobody_else_s_file(alice: Person, bob: Person, space: Model) -> None:
    (key,) = kept(bob, "b.txt")
    with transaction.atomic(), pytest.raises(Absent):
        actions.hold(alice, [key], space)
