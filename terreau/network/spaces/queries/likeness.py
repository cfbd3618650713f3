"""Which spaces here resemble those an import would bring. Secret and restricted ones stay unsaid."""

from collections.abc import Collection

from django.db.models import Count, QuerySet

from terreau.foundation.identity.models import Person
from terreau.foundation.text.folding import fold
from terreau.network.spaces.models import Membership, Openness, Space


def alike(viewer: Person, *, names: Collection[str]) -> list[str]:
    """Spaces here of one of these names, whatever their capitals."""
    wanted = {fold(name) for name in names}
    return sorted({name for name in sayable(viewer).values_list("name", flat=True) if fold(name) in wanted})


def overlapping(viewer: Person, *, people: Collection[int]) -> list[tuple[str, int]]:
    """Spaces here that hold at least half of these people, three or more, and how many."""
    least = max(3, -(-len(people) // 2))
    theirs = Membership.objects.filter(person_id__in=people).order_by().values("space_id").annotate(n=Count("pk"))
    shared = dict(theirs.filter(n__gte=least).values_list("space_id", "n"))
    named = sayable(viewer).filter(pk__in=shared).values_list("pk", "name")
    return sorted(((name, shared[pk]) for pk, name in named), key=lambda found: (-found[1], found[0]))


def sayable(viewer: Person) -> QuerySet[Space]:
    """Spaces whose names may be told to whoever imports."""
    return Space.objects.filter(shown_at__isnull=False, restricted=False).exclude(openness=Openness.SECRET)
