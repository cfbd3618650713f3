"""Every write about posts, split by what it writes."""

from terreau.network.posts.actions.comments import comment, edit_comment, withdraw_comment
from terreau.network.posts.actions.posts import (
    accept,
    edit,
    move,
    pin,
    publish,
    restore,
    share,
    unaccept,
    unpin,
    withdraw,
)
from terreau.network.posts.actions.reactions import react, unreact
from terreau.network.posts.actions.reading import acknowledge, bookmark, follow, mark_read, unbookmark, unfollow

__all__ = [
    "accept",
    "acknowledge",
    "bookmark",
    "comment",
    "edit",
    "edit_comment",
    "follow",
    "mark_read",
    "move",
    "pin",
    "publish",
    "react",
    "restore",
    "share",
    "unaccept",
    "unbookmark",
    "unfollow",
    "unpin",
    "unreact",
    "withdraw",
    "withdraw_comment",
]
