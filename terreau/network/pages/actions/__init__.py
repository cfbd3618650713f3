"""Every write about pages."""

from terreau.network.pages.actions.drafts import Written, discard_draft, keep_new, keep_next
from terreau.network.pages.actions.pages import Overtaken, bring_back, confirm, create, doubt, edit, entrust
from terreau.network.pages.actions.places import move, place, restore, shift, withdraw
from terreau.network.pages.actions.watching import unwatch, watch

__all__ = [
    "Overtaken",
    "Written",
    "bring_back",
    "confirm",
    "create",
    "discard_draft",
    "doubt",
    "edit",
    "entrust",
    "keep_new",
    "keep_next",
    "move",
    "place",
    "restore",
    "shift",
    "unwatch",
    "watch",
    "withdraw",
]
