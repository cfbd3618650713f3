"""Every write about the files of spaces."""

from terreau.network.files.actions.adding import Full, add, bring_back, renew
from terreau.network.files.actions.bins import empty_bins, erase, restore, withdraw
from terreau.network.files.actions.folders import make_folder
from terreau.network.files.actions.places import Taken, move, rename

__all__ = [
    "Full",
    "Taken",
    "add",
    "bring_back",
    "empty_bins",
    "erase",
    "make_folder",
    "move",
    "rename",
    "renew",
    "restore",
    "withdraw",
]
