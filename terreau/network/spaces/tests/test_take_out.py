import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.spaces.actions import importing
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def test_take_out_spaces(space: Space, operator: Person) -> None:
    assert importing.take_out(operator, spaces=[space.pk]) == set()
    assert not Space.objects.exists()


def test_take_out_is_for_administrators(space: Space, alice: Person) -> None:
    with pytest.raises(Refused):
        importing.take_out(alice, spaces=[space.pk])
