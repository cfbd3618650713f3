"""People by what somebody typed, for those who run the place; who may ask is the caller’s rule."""

from django.db.models import Q

from terreau.foundation.identity.models import Person

MOST = 50


def ids_named(text: str) -> list[int]:
    """At most fifty people whose name holds every word of `text`, or whose whole user name or address it is."""
    words = text.split()[:5]
    if not words:
        return []
    held = Q()
    for word in words:
        held &= Q(name__icontains=word)
    exact = Q(username__iexact=text.strip()) | Q(email__iexact=text.strip())
    return list(Person.objects.filter(held | exact).order_by("pk").values_list("pk", flat=True)[:MOST])
