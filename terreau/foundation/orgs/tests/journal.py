"""What the journal says happened."""

from terreau.foundation.activity.models import Activity


def kinds() -> list[str]:
    """The kinds of all activities, in order, without the room’s name."""
    return [name.removeprefix("orgs.") for name in Activity.objects.order_by("pk").values_list("kind", flat=True)]
