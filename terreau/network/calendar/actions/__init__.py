"""Every write about events."""

from terreau.network.calendar.actions.answers import answer, invite
from terreau.network.calendar.actions.booking import book, give_back
from terreau.network.calendar.actions.events import call_off, create, edit, resume, said_of
from terreau.network.calendar.actions.feeds import open_feed, revoke_feed
from terreau.network.calendar.actions.leaving import hear, release
from terreau.network.calendar.actions.reminding import remind, remind_of
from terreau.network.calendar.actions.rows import Said
from terreau.network.calendar.actions.series import answer_following, call_off_following, create_series, edit_following

__all__ = [
    "Said",
    "answer",
    "answer_following",
    "book",
    "call_off",
    "call_off_following",
    "create",
    "create_series",
    "edit",
    "edit_following",
    "give_back",
    "hear",
    "invite",
    "open_feed",
    "release",
    "remind",
    "remind_of",
    "resume",
    "revoke_feed",
    "said_of",
]
