from django.db.models import Count, QuerySet

from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import rules
from terreau.foundation.jobs.models import Job, State


def jobs(viewer: Person, *, state: str = "", lane: str = "", before: int | None = None) -> QuerySet[Job]:
    """Jobs, the newest first; `before` is the id of the last one shown. Nothing for anybody but operators."""
    found = Job.objects.filter(rules.listed(viewer)).order_by("-id")
    if state:
        found = found.filter(state=state)
    if lane:
        found = found.filter(lane=lane)
    return found.filter(id__lt=before) if before else found


def job(viewer: Person, key: str) -> QuerySet[Job]:
    """The one job of this key, for `access.words.one`."""
    return Job.objects.filter(rules.listed(viewer), key=key)


def counts(viewer: Person) -> dict[str, int]:
    """How many jobs are in each state."""
    rows = Job.objects.filter(rules.listed(viewer)).order_by().values_list("state").annotate(Count("id"))
    return {**dict.fromkeys(State.values, 0), **dict(rows)}
