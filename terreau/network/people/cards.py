"""How people look from outside."""

from collections.abc import Collection

from terreau.foundation.cards.shapes import Card, Entry
from terreau.foundation.identity.models import Person
from terreau.foundation.text.keys import slug
from terreau.network.people import rules
from terreau.network.people.models import Profile


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return set(Person.objects.filter(rules.visible(viewer), pk__in=ids).values_list("pk", flat=True))


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    found = Person.objects.filter(rules.visible(viewer), pk__in=ids).select_related("profile")
    return {person.pk: card_of(person) for person in found}


def card_of(person: Person) -> Card:
    profile: Profile | None = getattr(person, "profile", None)
    words = profile.title if profile else ""
    return Card(
        "person", person.pk, person.key, person.name, f"/people/{person.key}-{slug(person.name)}", words, icon="people"
    )


def entries(ids: Collection[int]) -> list[Entry]:
    """Name, title, skills and what one may ask them about."""
    found = (
        Person.objects.filter(pk__in=ids).exclude(kind="system").select_related("profile").prefetch_related("skills")
    )
    return list(map(entry_of, found))


def entry_of(person: Person) -> Entry:
    profile: Profile | None = getattr(person, "profile", None)
    about = [profile.title, profile.ask_me_about, profile.about] if profile else []
    words = [*about, *[skill.name for skill in person.skills.all()]]
    return Entry("person", person.pk, person.name, " ".join(words), person.language, at=person.created_at)


def audience(id: int, among: Collection[int]) -> set[int]:
    person = Person.objects.filter(pk=id).first()
    return set(rules.audience(person).filter(pk__in=among).values_list("pk", flat=True)) if person else set()
