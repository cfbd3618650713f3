"""Which languages people read."""

from collections import Counter

from django.db.models import Count, Exists, OuterRef, QuerySet

from terreau.foundation.identity.models import Person
from terreau.network.people.models import SpokenLanguage


def readers_of_others(viewer: Person, among: "QuerySet[Person]", *, language: str) -> Counter[str]:
    """How many of these people read which languages, of those who do not read this one: two questions.

    A person reads the languages they say they work in, and the one in which the network speaks to them.
    """
    said = SpokenLanguage.objects.filter(person=OuterRef("pk"))
    others = among.filter(~Exists(said.filter(language=language))).exclude(language=language).exclude(pk=viewer.pk)
    rows = SpokenLanguage.objects.filter(person__in=others.values("pk")).order_by().values_list("language")
    found = Counter(dict(rows.annotate(n=Count("pk"))))
    silent = others.filter(~Exists(said)).order_by().values_list("language").annotate(n=Count("pk"))
    return found + Counter(dict(silent))
