"""Whom what happens in a calendar concerns: who wants everything of a space, who answered, is asked or moves up."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime

from terreau.foundation.activity.concern import Concern
from terreau.foundation.activity.models import Activity
from terreau.network.calendar.models import Answer, Choice
from terreau.network.spaces import queries as spaces

TOLD = {"calendar.invited", "calendar.moved_up"}
REMINDED = {"calendar.day_before", "calendar.hour_before"}
OFFERED = {"calendar.booked", "calendar.given_back"}
CHANGED = {"calendar.called_off", "calendar.resumed"}


def concerned(activity: Activity) -> Iterator[Concern]:
    """Whom this concerns. What changes but neither time nor place concerns nobody."""
    if activity.kind == "calendar.created":
        yield concern(activity, "planned", spaces.member_ids(activity.space_id or 0, level="all"))
    elif activity.kind in CHANGED or (activity.kind == "calendar.edited" and activity.data.get("moved")):
        ids = activity.data.get("event_ids") or [activity.thing_id or 0]
        yield concern(activity, "event", meaning_to_come(ids))
    elif activity.kind in OFFERED:
        yield concern(activity, "event", [activity.data["host"]])
    elif activity.kind in TOLD:
        yield concern(activity, "event", activity.data["people"])
    elif activity.kind in REMINDED:
        until = datetime.fromtimestamp(activity.data["until"], UTC)
        yield concern(activity, "reminder", activity.data["people"], until)


def concern(activity: Activity, kind: str, people: Collection[int], until: datetime | None = None) -> Concern:
    return Concern(kind, people, "event", activity.thing_id or 0, f"event:{activity.thing_id}", until)


def meaning_to_come(event_ids: Collection[int]) -> list[int]:
    """Who said anything but no to one of these, or was asked."""
    rows = Answer.objects.filter(event_id__in=event_ids).exclude(choice=Choice.NO)
    return list(rows.order_by("person_id").values_list("person_id", flat=True).distinct())
