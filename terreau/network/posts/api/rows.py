"""Rows as the API writes them: plain values in the order of the schemas."""

from functools import lru_cache
from typing import Any

from terreau.foundation.access.endpoints import place, ref
from terreau.foundation.storage import queries as storage
from terreau.foundation.text import rich
from terreau.network.posts import queries

REMEMBERED = 4096  # texts; a pure function of their HTML
plain = lru_cache(REMEMBERED)(rich.to_plain)


def post_of(row: queries.PostRow) -> dict[str, Any]:
    """One post as its reader finds it."""
    author, space, leader = row.author, row.space, row.for_leader
    return {
        "id": row.key,
        "url": place(row.url),
        "kind": row.kind,
        "title": row.title,
        "body": row.body,
        "text": plain(row.body),
        "language": row.language,
        "space": ref(space.key, space.name, space.url),
        "author": ref(author.key, author.name, author.url),
        "on_behalf_of": ref(leader.key, leader.name, leader.url) if leader else None,
        "published_at": row.at,
        "edited_at": row.edited_at,
        "pinned": row.pinned,
        "required_by": row.required_by,
        "comment_count": row.comment_count,
        "reactions": counts(row.counts),
        "accepted_comment": row.accepted_key or None,
        "source": row.source or None,
        "tags": [name for _folded, name in row.tags],
        "thanked": [ref(person.key, person.name, person.url) for person in row.thanked],
        "link": row.link,
        "attachments": [storage.told(file) for file in row.files],
        "my_reaction": row.own or None,
        "unread": row.unread,
        "bookmarked": row.kept,
        "following": row.following,
        "muted": row.muted,
        "acknowledged": row.acknowledged,
        "about": about_of(row),
    }


def about_of(row: queries.PostRow) -> dict[str, Any] | None:
    """The thing whose conversation this is."""
    about = row.about
    return {"kind": row.about_kind, **ref(about.key, about.title, about.url)} if about else None


def feed_post_of(row: queries.PostRow) -> dict[str, Any]:
    """A post with its newest replies."""
    made = post_of(row)
    made["latest_comments"] = [reply_of(reply, row.key) for reply in row.comments]
    return made


def reply_of(row: queries.CommentRow, post: str) -> dict[str, Any]:
    """One reply, without those to it. `post` is its post’s key."""
    author = row.author
    return {
        "id": row.key,
        "url": place(f"/posts/{post}#c-{row.key}"),
        "post": post,
        "author": ref(author.key, author.name, author.url),
        "body": row.body,
        "text": plain(row.body),
        "language": row.language,
        "published_at": row.at,
        "edited_at": row.edited_at,
        "withdrawn": row.withdrawn,
        "accepted": row.accepted,
        "reactions": counts(row.counts),
        "my_reaction": row.own or None,
        "source": row.source or None,
        "attachments": [storage.told(file) for file in row.files],
    }


def comment_of(row: queries.CommentRow, post: str) -> dict[str, Any]:
    """A reply with those to it."""
    made = reply_of(row, post)
    made["replies"] = [reply_of(reply, post) for reply in row.replies]
    return made


def counts(found: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(queries.REACTIONS, found, strict=True))
