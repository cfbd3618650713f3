from django.db.models import F, QuerySet

from terreau.foundation.identity.models import Person
from terreau.network.people.models import Follow


def followed_by(viewer: Person) -> "QuerySet[Follow, dict[str, int]]":
    """Ids (`id`) of the people the viewer follows."""
    return Follow.objects.filter(follower_id=viewer.pk).values(id=F("followed_id"))
