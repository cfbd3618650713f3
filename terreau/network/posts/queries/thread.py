"""One conversation: the post, its replies in order, and the people in it."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text.cursors import Cursor
from terreau.network.posts import rules
from terreau.network.posts.models import Comment, Post, Reaction
from terreau.network.posts.queries.fill import (
    COMMENT_COLUMNS,
    add_about,
    add_quoted,
    add_what_viewer_did,
    comment_row,
    comments_by_id,
    post_of,
)
from terreau.network.posts.queries.rows import CommentRow, PostRow

REPLIES = 20


@dataclass(frozen=True)
class Thread:
    """A post with a page of replies (each with its own replies), the accepted answer, and where older ones begin."""

    post: PostRow
    comments: list[CommentRow]
    accepted: CommentRow | None
    earlier: str | None
    may_comment: bool


@dataclass(frozen=True)
class Replies:
    """A page of replies, oldest first, and where earlier ones begin."""

    comments: list[CommentRow]
    accepted: CommentRow | None
    earlier: str | None


def seen_by(viewer: Person) -> QuerySet[Post]:
    """Posts the viewer may see, with space and author at hand; anything else is absent."""
    return Post.objects.filter(rules.visible(viewer)).select_related("space", "author")


post_at = Prepared(
    lambda viewer, key: Post.objects.filter(rules.visible(viewer), key=key).select_related(
        "space", "author", "on_behalf_of", "accepted"
    )
)


def comments_seen_by(viewer: Person) -> QuerySet[Comment]:
    return Comment.objects.filter(rules.comments_visible(viewer)).select_related("post__space", "author", "parent")


comment_at = Prepared(lambda viewer, key: comments_seen_by(viewer).filter(key=key))


def thread(viewer: Person, *, post: Post, before: str | None = None, size: int = REPLIES) -> Thread:
    """The conversation of a post already known to be visible: its newest `size` replies, oldest first."""
    row, rows = post_of(post, viewer), rows_of_page(viewer, post, Cursor.read(before), size)
    add_what_viewer_did(viewer, {row.id: row})
    add_quoted(viewer, {row.id: row})
    add_about(viewer, {row.id: row})
    files = storage.attachments_of_kinds({"post": [row.id], "comment": list(rows) or [0]})
    row.files = files["post"].get(row.id, [])
    found = arranged(post, rows, files["comment"], Cursor.read(before), size)
    may_comment = rules.may_comment_as(viewer, post, row.role)
    return Thread(row, found.comments, found.accepted, found.earlier, may_comment)


def replies(viewer: Person, *, post: Post, before: str | None = None, size: int = REPLIES) -> Replies:
    """The newest `size` replies to a post already known to be visible, each with those to it."""
    cursor = Cursor.read(before)
    rows = rows_of_page(viewer, post, cursor, size)
    return arranged(post, rows, storage.attachments_of("comment", list(rows)), cursor, size)


def arranged(
    post: Post, rows: dict[int, CommentRow], files: dict[int, list[Any]], cursor: Cursor | None, size: int
) -> Replies:
    """The rows of a page as it shows them."""
    for id, found in files.items():
        rows[id].files = found
    accepted = rows.get(post.accepted_id or 0)
    if accepted:
        accepted.accepted = True
    newest = newest_of(rows, cursor)
    shown = newest[:size]
    earlier = Cursor(shown[-1].at, shown[-1].id).written() if len(newest) > size else None
    return Replies(nested(rows, [one.id for one in shown]), accepted, earlier)


def newest_of(rows: dict[int, CommentRow], cursor: Cursor | None) -> list[CommentRow]:
    """Replies to the post itself, the newest first. The accepted answer may belong to another page."""
    top = [row for row in rows.values() if row.parent_id is None]
    here = [row for row in top if cursor is None or (row.at, row.id) < (cursor.at, cursor.id)]
    return sorted(here, key=lambda row: (row.at, row.id), reverse=True)


def rows_of_page(viewer: Person, post: Post, cursor: Cursor | None, size: int) -> dict[int, CommentRow]:
    """A page of replies and one more, what hangs on them and the accepted answer, with the viewer’s reactions."""
    values = (viewer.pk, post.pk, post.accepted_id or 0, *((cursor.at, cursor.id) if cursor else ()))
    found = replies_question(cursor is not None, size)(*values)
    rows = [reply_row(viewer, one) for one in found]
    for row in rows:
        row.at_rest = rules.at_rest(post)
    return {row.id: row for row in rows}


def reply_row(viewer: Person, found: tuple[Any, ...]) -> CommentRow:
    """A row of COMMENT_COLUMNS and the viewer’s reaction."""
    row = comment_row(viewer, dict(zip(COMMENT_COLUMNS, found, strict=False)))
    row.own = found[-1] or ""
    return row


@lru_cache(maxsize=64)
def replies_question(after_cursor: bool, size: int) -> "Composed[tuple[Any, ...]]":
    """A page of replies and one more, those below them and the accepted one, in one statement."""

    def question(person: int, post: int, accepted: int, *cursor: Any) -> "QuerySet[Comment, Any]":
        top = from_cursor(Comment.objects.all(), *cursor) if after_cursor else Comment.objects.all()
        page = top.filter(post_id=post, parent=None).order_by("-published_at", "-pk").values("pk")[: size + 1]
        parts = (Q(pk__in=page), Q(parent__in=page), Q(pk=accepted))
        first, *others = (Comment.objects.filter(which).values("pk") for which in parts)
        by_me = FilteredRelation("reactions", condition=Q(reactions__person_id=person))
        wanted = Comment.objects.filter(pk__in=first.union(*others)).annotate(by_me=by_me)
        return wanted.values_list(*COMMENT_COLUMNS, "by_me__kind")

    return Composed(question)


def from_cursor(rows: "QuerySet[Comment]", at: datetime, id: int) -> "QuerySet[Comment]":
    return rows.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=id))


def replies_of(viewer: Person, ids: list[int], accepted: int | None = None) -> dict[int, CommentRow]:
    """Replies already known to be visible, with the viewer’s reactions and files."""
    rows = {row.id: row for row in comments_by_id(viewer, [*ids, *([accepted] if accepted else [])])}
    for id, kind in own_reactions(viewer.pk, list(rows)):
        rows[id].own = kind
    for id, files in storage.attachments_of("comment", list(rows)).items():
        rows[id].files = files
    return rows


own_reactions = Composed(
    lambda person, ids: Reaction.objects.filter(person_id=person, comment_id__in=ids).values_list("comment_id", "kind")
)


def nested(rows: dict[int, CommentRow], ids: list[int]) -> list[CommentRow]:
    """Top replies oldest first, each with its replies; a withdrawn reply stays only while something hangs on it."""
    for row in sorted(rows.values(), key=lambda row: (row.at, row.id)):
        if row.parent_id in rows and not row.withdrawn:
            rows[row.parent_id].replies.append(row)
    return [rows[id] for id in reversed(ids) if not rows[id].withdrawn or rows[id].replies]
