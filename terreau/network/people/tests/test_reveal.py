import pytest

from terreau.foundation.access.words import Refused
from terreau.foundation.identity.models import Kind, Person
from terreau.network.people import actions, queries
from terreau.network.people.actions import importing
from terreau.network.people.actions.importing import Newcomer
from terreau.network.people.tests.importing import brought

pytestmark = pytest.mark.django_db


def test_reveal_people_as_what_they_are(alice: Person, operator: Person) -> None:
    ada, bot = brought(Newcomer("k2222222", "Ada"), Newcomer("k3333333", "Deploy"))
    importing.reveal(operator, kinds={Kind.MEMBER: [ada.pk], Kind.BOT: [bot.pk]})
    assert set(queries.seen_by(alice).filter(name__in=["Ada", "Deploy"]).values_list("name", "kind")) == {
        ("Ada", "member"),
        ("Deploy", "bot"),
    }


def test_reveal_leaves_the_system_and_those_who_are_here_alone(bob: Person, operator: Person) -> None:
    system = Person.objects.create(name="System", kind=Kind.SYSTEM)
    assert importing.reveal(operator, kinds={Kind.BOT: [system.pk, bob.pk]}) == 0
    assert Person.objects.get(pk=system.pk).kind == Kind.SYSTEM and Person.objects.get(pk=bob.pk).kind == Kind.MEMBER


def test_reveal_is_for_administrators(alice: Person) -> None:
    with pytest.raises(Refused):
        importing.reveal(alice, kinds={})


def test_reveal_and_they_stand_in_the_directory_where_their_names_sort(alice: Person, operator: Person) -> None:
    people = brought(Newcomer("k2222222", "Zoé Zimmer"), Newcomer("k3333333", "Adèle Abadie"))
    importing.reveal(operator, kinds={Kind.MEMBER: [person.pk for person in people]})
    actions.list_in_directory([person.pk for person in people])
    actions.edit_profile(alice, person=alice, title="x")
    assert [row.name for row in queries.directory(alice).people] == ["Adèle Abadie", "Alice Vasseur", "Zoé Zimmer"]
