from typing import Any

from django.db.models import QuerySet

from terreau.foundation.identity.models import Person
from terreau.network.people import rules


def followed_by(viewer: Person) -> "QuerySet[Person, Any]":
    """Ids (`id`) of the people the viewer follows."""
    return Person.objects.filter(followers__follower_id=viewer.pk).values("id")


def seen_by(viewer: Person) -> QuerySet[Person]:
    """People that exist for the viewer; anyone else is absent."""
    return Person.objects.filter(rules.visible(viewer))
