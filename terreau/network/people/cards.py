"""How people look from outside."""

from collections.abc import Collection

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.cards.shapes import Card, Entry, ids_after
from terreau.foundation.identity.models import Person
from terreau.network.people import queries


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return seen_among(queries.visible_ids, viewer, ids)


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    found = queries.card_rows(viewer, ids)
    return {person.pk: card_of(person) for person in found}


def card_of(person: Person) -> Card:
    profile = queries.profile_of(person)
    words = profile.title if profile else ""
    url, picture = queries.address(person.key, person.name), queries.picture(person.photo)
    return Card("person", person.pk, person.key, person.name, url, words, icon="people", picture=picture)


def entries(ids: Collection[int]) -> list[Entry]:
    """Name, title, skills and what one may ask them about."""
    return list(map(entry_of, queries.findable(ids)))


def entry_of(person: Person) -> Entry:
    profile = queries.profile_of(person)
    about = [profile.title, profile.ask_me_about, profile.about] if profile else []
    words = [*about, *[skill.name for skill in person.skills.all()]]
    return Entry("person", person.pk, person.name, " ".join(words), person.language, at=person.created_at)


def after(id: int, limit: int) -> list[int]:
    return ids_after(Person.objects.all(), id, limit)


def places(ids: Collection[int]) -> dict[int, int]:
    return {}


def audience(id: int, among: Collection[int]) -> set[int]:
    return queries.acquaintances(id, among)
