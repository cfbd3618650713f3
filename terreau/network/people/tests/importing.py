"""Somebody brought in, for tests."""

from terreau.foundation.identity.models import Kind, Person
from terreau.network.people.actions import importing
from terreau.network.people.actions.importing import Newcomer


def the_system() -> Person:
    return Person.objects.create(name="System", username="the-system", kind=Kind.SYSTEM)


def brought(*people: Newcomer) -> list[Person]:
    ids = importing.bring_in(the_system(), people=people, source="Slack")
    return [Person.objects.get(pk=ids[person.key]) for person in people]
