"""Whom what happened to a page concerns: named, watching it, entrusted with it, wanting everything of its space."""

from collections.abc import Collection, Iterator

from terreau.foundation.activity.concern import Concern
from terreau.foundation.activity.models import Activity
from terreau.network.pages.models import Watch
from terreau.network.spaces import queries as spaces


def concerned(activity: Activity) -> Iterator[Concern]:
    """Whom this concerns, the weightiest reason first; a minor change concerns nobody."""
    if activity.data.get("mentions"):
        yield concern(activity, "mention", activity.data["mentions"])
    if activity.kind == "pages.created":
        yield concern(activity, "page", spaces.member_ids(activity.space_id or 0, level="all"))
    elif (activity.kind == "pages.edited" and not activity.data.get("minor")) or activity.kind == "pages.doubted":
        yield concern(activity, "page", watching(activity))
    elif activity.kind == "pages.entrusted" and activity.data.get("person_id"):
        yield concern(activity, "page", [activity.data["person_id"]])


def concern(activity: Activity, kind: str, people: Collection[int]) -> Concern:
    return Concern(kind, people, "page", activity.thing_id or 0, f"page:{activity.thing_id}")


def watching(activity: Activity) -> list[int]:
    """Who watches the page, but for those who want nothing from its space."""
    people = Watch.objects.filter(page_id=activity.thing_id or 0).values_list("person_id", flat=True)
    return sorted(set(people) - set(spaces.member_ids(activity.space_id or 0, level="none")))
