from django.db import transaction
from django.db.models import Model

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions
from terreau.foundation.storage.tests.test_attach import kept, names_on


def test_ones_own_files_are_loose_again_and_may_hang_elsewhere(
    alice: Person, bob: Person, space: Model, closed: Model
) -> None:
    (a, b), (c,) = kept(alice, "a.txt", "b.txt"), kept(bob, "c.txt")
    with transaction.atomic():
        actions.attach(alice, [b, a], space)
        actions.attach(bob, [c], space)
        assert actions.release(alice, space) == [b, a]
        actions.attach(alice, [a], closed)
    assert (names_on(space), names_on(closed)) == (["c.txt"], ["a.txt"])
