"""Whom what happened around a space concerns: its keepers, who asked, who was asked."""

from collections.abc import Iterable, Iterator

from terreau.foundation.activity.concern import Concern
from terreau.foundation.activity.models import Activity
from terreau.network.spaces import rules
from terreau.network.spaces.models import Invitation, Membership, Role, Space

# What concerns the one person it names.
PERSONAL = {
    "spaces.invited": "invitation",
    "spaces.request_accepted": "answer",
    "spaces.request_refused": "answer",
    "spaces.role_changed": "role",
    "spaces.handed_over": "role",
    "spaces.proposal_accepted": "answer",
    "spaces.proposal_refused": "answer",
}


def concerned(activity: Activity) -> Iterator[Concern]:
    """Whom this concerns."""
    if activity.kind in PERSONAL:
        yield concern(activity, PERSONAL[activity.kind], [activity.data["person_id"]])
    elif activity.kind == "spaces.requested":
        yield concern(activity, "request", with_role(activity.space_id or 0, rules.KEEPERS))
    elif activity.kind == "spaces.proposed":
        yield concern(activity, "proposal", rules.answering_proposals())
    elif activity.kind == "spaces.owner_named":
        yield concern(activity, "role", [activity.data["person_id"]])
        yield concern(activity, "glass", member_ids(activity.space_id or 0))
    elif activity.kind == "spaces.glass_broken":
        yield concern(activity, "glass", with_role(activity.space_id or 0, [Role.OWNER]))
    elif activity.kind in {"spaces.invitation_accepted", "spaces.invitation_declined"}:
        yield concern(activity, "answer", inviters(activity))


def concern(activity: Activity, kind: str, people: Iterable[int]) -> Concern:
    """The concern of these people in the space; a proposal without one is seen by whoever reads proposals."""
    if activity.space_id:
        return Concern(kind, sorted(people), "space", activity.space_id, f"space:{activity.space_id}")
    return Concern(kind, sorted(people), "", activity.thing_id or 0, f"proposal:{activity.thing_id}")


def with_role(space_id: int, roles: list[Role]) -> list[int]:
    """Who has one of these roles in the space."""
    rows = Membership.objects.filter(space_id=space_id, role__in=roles)
    return list(rows.values_list("person_id", flat=True))


def inviters(activity: Activity) -> list[int]:
    """Who made the invitation that was just answered."""
    mine = Invitation.objects.filter(space_id=activity.space_id or 0, person_id=activity.data["person_id"])
    answered = mine.exclude(accepted_at=None, declined_at=None).order_by("-pk")
    return list(answered.values_list("invited_by_id", flat=True)[:1])


def member_ids(space_id: int, *, level: str = "") -> list[int]:
    """Members of the space; with `level`, those who chose it."""
    rows = Membership.objects.filter(space_id=space_id)
    return list((rows.filter(level=level) if level else rows).order_by("person_id").values_list("person_id", flat=True))


def known_to(space_id: int, among: set[int]) -> set[int]:
    """For which of these people the space exists: members, invited, and who may find it."""
    space = Space.objects.filter(pk=space_id).first()
    return set(rules.audience(space).filter(pk__in=among).values_list("pk", flat=True)) if space else set()
