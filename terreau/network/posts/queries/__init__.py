"""Every read about posts."""

from terreau.network.posts.models import Comment, Post
from terreau.network.posts.queries.concerned import concerned
from terreau.network.posts.queries.feed import (
    Page,
    by_person,
    by_tag,
    fresh_count,
    home,
    kept,
    now_mark,
    pinned,
    space_feed,
)
from terreau.network.posts.queries.fill import comments_by_id, posts_by_id
from terreau.network.posts.queries.outside import (
    findable_comments,
    findable_posts,
    readers_of_comment,
    readers_of_post,
    seen_comments,
    seen_posts,
)
from terreau.network.posts.queries.rows import KINDS, REACTION_CHOICES, CommentRow, PersonRow, PostRow, address
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
    "KINDS",
    "REACTION_CHOICES",
    "Comment",
    "CommentRow",
    "Page",
    "PersonRow",
    "Post",
    "PostRow",
    "Thread",
    "address",
    "by_person",
    "by_tag",
    "comments_by_id",
    "comments_seen_by",
    "concerned",
    "drafts_of",
    "findable_comments",
    "findable_posts",
    "fresh_count",
    "home",
    "kept",
    "now_mark",
    "pinned",
    "posts_by_id",
    "rail",
    "readers_of_comment",
    "readers_of_post",
    "replies_of",
    "seen_by",
    "seen_comments",
    "seen_posts",
    "space_feed",
    "thread",
    "unread_count",
    "versions_of",
    "withdrawn_for",
]
