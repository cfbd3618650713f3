"""Every read about posts."""

from terreau.network.posts.queries.feed import Page, by_person, by_tag, home, kept, pinned, space_feed
from terreau.network.posts.queries.fill import comments_by_id, posts_by_id
from terreau.network.posts.queries.rows import CommentRow, PersonRow, PostRow, address
from terreau.network.posts.queries.thread import (
    Thread,
    comments_seen_by,
    drafts_of,
    replies_of,
    seen_by,
    thread,
    versions_of,
    withdrawn_for,
)

__all__ = [
    "CommentRow",
    "Page",
    "PersonRow",
    "PostRow",
    "Thread",
    "address",
    "by_person",
    "by_tag",
    "comments_by_id",
    "comments_seen_by",
    "drafts_of",
    "home",
    "kept",
    "pinned",
    "posts_by_id",
    "replies_of",
    "seen_by",
    "space_feed",
    "thread",
    "versions_of",
    "withdrawn_for",
]
