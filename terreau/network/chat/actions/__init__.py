"""Every write about conversations, split by what it writes."""

from terreau.network.chat.actions.groups import add, begin, leave, rename, take_out
from terreau.network.chat.actions.messages import bring_back, edit, send, withdraw, write_to
from terreau.network.chat.actions.reactions import react, unreact
from terreau.network.chat.actions.reading import hide_reading, keep_draft, mark_read, mute, show_reading, unmute

__all__ = [
    "add",
    "begin",
    "bring_back",
    "edit",
    "hide_reading",
    "keep_draft",
    "leave",
    "mark_read",
    "mute",
    "react",
    "rename",
    "send",
    "show_reading",
    "take_out",
    "unmute",
    "unreact",
    "withdraw",
    "write_to",
]
