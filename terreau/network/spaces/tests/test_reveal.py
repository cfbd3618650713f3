import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Kind, Person
from terreau.network.spaces import queries
from terreau.network.spaces.actions import importing
from terreau.network.spaces.models import Membership, Space

pytestmark = pytest.mark.django_db


def test_reveal_what_was_staged(alice: Person, operator: Person) -> None:
    staged = [Space.objects.create(name=name, shown_at=None) for name in "AB"]
    assert importing.reveal(operator, spaces=[space.pk for space in staged]) == 2
    assert queries.seen_by(alice).count() == 2


def test_reveal_guests_as_guests_and_keys_with_employees(alice: Person, gaby: Person, operator: Person) -> None:
    bot = Person.objects.create(name="Deploy", kind=Kind.BOT)
    staged = Space.objects.create(name="S", shown_at=None)
    for person, role in ((alice, "owner"), (gaby, "owner"), (bot, "owner")):
        Membership.objects.create(space=staged, person=person, role=role)
    importing.reveal(operator, spaces=[staged.pk])
    roles = dict(Membership.objects.values_list("person__name", "role"))
    assert roles == {alice.name: "owner", gaby.name: "guest", "Deploy": "member"}


def test_reveal_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        importing.reveal(alice, spaces=[])
