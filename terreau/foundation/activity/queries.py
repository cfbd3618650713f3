from django.db.models import QuerySet

from terreau.foundation.activity.journal import known_kinds
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs_rules

PAGE = 50


def journal(
    viewer: Person, *, kind: str = "", actor_id: int | None = None, before: int | None = None, limit: int = PAGE
) -> QuerySet[Activity]:
    """Administrative acts, the newest first; `before` is the number of the last one shown. Operators only."""
    if not orgs_rules.may_operate(viewer):
        return Activity.objects.none()
    names = [one.name for one in known_kinds().values() if one.administrative]
    found = Activity.objects.filter(kind__in=names, seq__isnull=False).select_related("actor").order_by("-seq")
    if kind:
        found = found.filter(kind=kind)
    if actor_id is not None:
        found = found.filter(actor_id=actor_id)
    return (found.filter(seq__lt=before) if before else found)[:limit]
