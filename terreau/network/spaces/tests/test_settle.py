import pytest
from django.utils import timezone

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.spaces.actions import importing
from terreau.network.spaces.models import Membership, Space

pytestmark = pytest.mark.django_db


def test_settle_members_a_part_at_a_time(alice: Person, bob: Person, charlie: Person, operator: Person) -> None:
    space = Space.objects.create(name="S", shown_at=None, created_by=alice)
    members = [alice.pk, bob.pk, charlie.pk]
    assert importing.settle(operator, space_id=space.pk, members=members, active_at=None, limit=2) == 1
    assert importing.settle(operator, space_id=space.pk, members=members, active_at=None, limit=2) == 0
    roles = dict(Membership.objects.filter(space=space).values_list("person_id", "role"))
    assert roles == {alice.pk: "owner", bob.pk: "member", charlie.pk: "member"}
    assert Space.objects.get(pk=space.pk).member_count == 3


def test_settle_nobody_who_has_left(alice: Person, bob: Person, operator: Person) -> None:
    Person.objects.filter(pk=alice.pk).update(left_at=timezone.now())
    space = Space.objects.create(name="S", shown_at=None, created_by=alice)
    assert importing.settle(operator, space_id=space.pk, members=[alice.pk, bob.pk], active_at=None, limit=1) == 0
    assert list(Membership.objects.values_list("person_id", "role")) == [(bob.pk, "member")]
    assert Space.objects.get(pk=space.pk).member_count == 1


def test_settle_leaves_shown_spaces_alone(space: Space, operator: Person) -> None:
    with pytest.raises(Space.DoesNotExist):
        importing.settle(operator, space_id=space.pk, members=[], active_at=None)


def test_settle_is_for_administrators(alice: Person) -> None:
    space = Space.objects.create(name="S", shown_at=None)
    with pytest.raises(Refused):
        importing.settle(alice, space_id=space.pk, members=[], active_at=None)
