"""Every read about posts."""

from terreau.network.posts.queries.feed import Page, by_person, by_tag, home, kept, now_mark, pinned, space_feed
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
from terreau.network.posts.queries.unread import rail, unread_count

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
    "now_mark",
    "pinned",
    "posts_by_id",
    "rail",
    "replies_of",
    "seen_by",
    "space_feed",
    "thread",
    "unread_count",
    "versions_of",
    "withdrawn_for",
]
