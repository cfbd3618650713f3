import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Person
from terreau.network.spaces import queries
from terreau.network.spaces.actions import importing
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def test_reveal_what_was_staged(alice: Person, operator: Person) -> None:
    staged = [Space.objects.create(name=name, shown_at=None) for name in "AB"]
    assert importing.reveal(operator, spaces=[space.pk for space in staged]) == 2
    assert queries.seen_by(alice).count() == 2


def test_reveal_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        importing.reveal(alice, spaces=[])
