"""What the tests of this room read: the journal, and who is what in a space."""

from terreau.foundation.activity.models import Activity
from terreau.network.spaces.models import Membership, Space


def kinds(space: Space | None = None) -> list[str]:
    """What happened, oldest first, without the room’s name."""
    rows = Activity.objects.filter(kind__startswith="spaces.").order_by("id")
    rows = rows.filter(space_id=space.pk) if space else rows
    return [kind.removeprefix("spaces.") for kind in rows.values_list("kind", flat=True)]


def roles(space: Space) -> dict[str, str]:
    """User name -> role."""
    return dict(Membership.objects.filter(space=space).values_list("person__username", "role"))


def counted(space: Space) -> bool:
    """Does the count repeat the rows?"""
    return Space.objects.get(pk=space.pk).member_count == Membership.objects.filter(space=space).count()
