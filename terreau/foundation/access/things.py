"""Who may see a thing of any kind: the room that owns the kind is asked, through `settings.CARDS`."""

from collections.abc import Callable, Collection
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def kinds() -> list[str]:
    """Every kind of thing that can be shown from outside its room, in a fixed order."""
    return sorted(settings.CARDS)


def visible_ids(viewer: Any, kind: str, ids: Collection[int]) -> set[int]:
    """Which of these things `viewer` may see. A kind nobody owns is seen by nobody.

    The owner’s `visible(viewer, ids)` asks the database once, whatever the ids, so that the queries tell nothing.
    """
    if kind not in settings.CARDS:
        return set()
    visible: Callable[[Any, Collection[int]], set[int]] = import_string(f"{settings.CARDS[kind]}.visible")
    return visible(viewer, ids) & set(ids)
