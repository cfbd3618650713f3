import pytest

from terreau.foundation.access.words import Refused
from terreau.network.spaces.actions.importing import admit_late, dismiss_late
from terreau.network.spaces.models import Membership
from terreau.network.spaces.tests.journal import counted, roles

pytestmark = pytest.mark.django_db


def test_dismiss_late_those_who_came_in_but_keepers(alice, charlie, dora, operator, space) -> None:
    came = admit_late(operator, members=[(space.pk, charlie.pk), (space.pk, dora.pk)])
    Membership.objects.filter(space=space, person=dora).update(role="manager")
    dismiss_late(operator, members=came)
    assert roles(space) == {"alice": "owner", "bob": "member", "dora": "manager"} and counted(space)


def test_dismiss_late_is_for_administrators(alice, bob, space) -> None:
    with pytest.raises(Refused):
        dismiss_late(alice, members=[(space.pk, bob.pk)])
