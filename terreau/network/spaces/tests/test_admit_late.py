import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.spaces.actions.importing import admit_late
from terreau.network.spaces.models import Membership
from terreau.network.spaces.tests.journal import counted, kinds, roles

pytestmark = pytest.mark.django_db


def test_admit_late_those_who_are_not_in_yet(alice, bob, charlie, gaby, operator, space) -> None:
    wanted = [(space.pk, person.pk) for person in (alice, bob, charlie, gaby)]
    came = {(space.pk, charlie.pk), (space.pk, gaby.pk)}
    assert admit_late(operator, members=wanted) == came
    assert roles(space) == {"alice": "owner", "bob": "member", "charlie": "member", "gaby": "guest"} and counted(space)
    assert Membership.objects.get(space=space, person=charlie).read_at is not None
    assert kinds(space) == [] and admit_late(operator, members=wanted) == set()


def test_admit_late_nobody_who_left_and_into_nothing_that_is_gone(charlie, operator, space) -> None:
    Person.objects.filter(pk=charlie.pk).update(left_at=timezone.now())
    assert admit_late(operator, members=[(space.pk, charlie.pk), (10**6, operator.pk)]) == set()


def test_admit_late_is_for_administrators(alice, charlie, space) -> None:
    with pytest.raises(Refused):
        admit_late(alice, members=[(space.pk, charlie.pk)])
