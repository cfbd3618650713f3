"""Reading the journal in the tests of this room."""

from typing import Any

from terreau.foundation.activity.models import Activity


def last_activity() -> tuple[str, int | None, int | None, dict[str, Any]]:
    """Kind, actor, thing and data of the newest activity."""
    last = Activity.objects.order_by("-id")[0]
    return last.kind, last.actor_id, last.thing_id, last.data
