"""Every write about posts, split by what it writes."""

from terreau.network.posts.actions.about import announce, carry_along, open_about
from terreau.network.posts.actions.comments import comment, edit_comment, withdraw_comment
from terreau.network.posts.actions.delegations import delegate, end_delegation
from terreau.network.posts.actions.drafts import (
    Writing,
    discard_draft,
    publish_scheduled,
    publish_writing,
    save_draft,
    schedule,
    unschedule,
    writing_of,
)
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
    unshare,
    withdraw,
)
from terreau.network.posts.actions.previews import read_preview
from terreau.network.posts.actions.reactions import react, unreact
from terreau.network.posts.actions.reading import (
    acknowledge,
    bookmark,
    erase_names,
    follow,
    mark_read,
    record_purpose,
    unbookmark,
    unfollow,
)
from terreau.network.posts.actions.unsent import keep_words

__all__ = [
    "Writing",
    "accept",
    "acknowledge",
    "announce",
    "bookmark",
    "carry_along",
    "comment",
    "delegate",
    "discard_draft",
    "edit",
    "edit_comment",
    "end_delegation",
    "erase_names",
    "follow",
    "keep_words",
    "mark_read",
    "move",
    "open_about",
    "pin",
    "publish",
    "publish_scheduled",
    "publish_writing",
    "react",
    "read_preview",
    "record_purpose",
    "restore",
    "save_draft",
    "schedule",
    "share",
    "unaccept",
    "unbookmark",
    "unfollow",
    "unpin",
    "unreact",
    "unschedule",
    "unshare",
    "withdraw",
    "withdraw_comment",
    "writing_of",
]
