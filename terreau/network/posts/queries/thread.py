"""One conversation: the post, its replies in order, and the people in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from terreau.foundation.access import prepared
from terreau.foundation.access.driver import moment
from terreau.foundation.access.prepared import ask
from terreau.foundation.access.words import Absent
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text.cursors import Cursor
from terreau.network.posts import rules
from terreau.network.posts.models import Comment, Post
from terreau.network.posts.queries.fill import comments_by_id, posts_by_id
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


@dataclass(frozen=True, slots=True)
class Known:
    """A post known to be visible, by its id: enough to read its conversation."""

    pk: int
    accepted_id: int | None


def known(viewer: Person, key: str) -> Known:
    """The post with this key if the viewer may see it, or `Absent`: one short statement, the rules compiled once."""
    seen, values = ask(visible_ids, viewer)
    sql = f"SELECT p.id, p.accepted_id FROM posts_post p WHERE p.key = %s AND p.id IN (SELECT v.id FROM ({seen}) v"
    with connection.cursor() as db:
        db.execute(f"{sql} WHERE v.id = p.id)", [key, *values])
        found = db.fetchone()
    if found is None:
        raise Absent
    return Known(*found)


def visible_ids(viewer: Person) -> "QuerySet[Post, Any]":
    return Post.objects.filter(rules.visible(viewer)).values("id")


def seen_by(viewer: Person) -> QuerySet[Post]:
    """Posts the viewer may see, with space and author at hand; anything else is absent."""
    return Post.objects.filter(rules.visible(viewer)).select_related("space", "author")


def comments_seen_by(viewer: Person) -> QuerySet[Comment]:
    return Comment.objects.filter(rules.comments_visible(viewer)).select_related("post__space", "author", "parent")


def thread(viewer: Person, *, post: Post, before: str | None = None, size: int = REPLIES) -> Thread:
    """The conversation of a post already known to be visible: its newest `size` replies, oldest first."""
    (row,) = posts_by_id(viewer, [post.pk], comments=False)
    found = replies(viewer, post=post, before=before, size=size)
    return Thread(row, found.comments, found.accepted, found.earlier, rules.may_comment(viewer, post))


def replies(viewer: Person, *, post: Post | Known, before: str | None = None, size: int = REPLIES) -> Replies:
    """The newest `size` replies to a post already known to be visible, each with those to it."""
    newest = newest_replies(post.pk, Cursor.read(before), size + 1)
    ids = [id for id, _at in newest[:size]]
    earlier = Cursor(newest[size - 1][1], newest[size - 1][0]).written() if len(newest) > size else None
    rows = replies_of(viewer, ids, post.accepted_id)
    accepted = rows.get(post.accepted_id or 0)
    if accepted:
        accepted.accepted = True
    return Replies(nested(rows, ids), accepted, earlier)


def newest_replies(post_id: int, cursor: Cursor | None, limit: int) -> list[tuple[int, datetime]]:
    """Ids and moments of the newest replies to the post itself, from the cursor on."""
    where = "post_id = %s AND parent_id IS NULL"
    values: list[Any] = [post_id]
    if cursor:
        at = connection.ops.adapt_datetimefield_value(cursor.at)
        where += " AND (published_at < %s OR (published_at = %s AND id < %s))"
        values += [at, at, cursor.id]
    sql = f"SELECT id, published_at FROM posts_comment WHERE {where} ORDER BY published_at DESC, id DESC LIMIT {limit}"
    with connection.cursor() as db:
        db.execute(sql, values)
        return [(id, moment(at)) for id, at in db.fetchall()]


def replies_of(viewer: Person, ids: list[int], accepted: int | None) -> dict[int, CommentRow]:
    """Replies, the replies to them and the accepted answer, with the viewer’s reactions and files."""
    below = [id for (id,) in prepared.rows(below_question, ids)]
    wanted = {*ids, *below} | ({accepted} if accepted else set())
    rows = {row.id: row for row in comments_by_id(viewer, list(wanted))}
    for comment_id, kind in own_reactions(viewer, wanted):
        rows[comment_id].own = kind
    for comment_id, files in storage.attachments_of("comment", list(wanted)).items():
        rows[comment_id].files = files
    return rows


def below_question(ids: list[int]) -> "QuerySet[Comment, Any]":
    return Comment.objects.filter(parent_id__in=ids).values_list("pk")


def own_reactions(viewer: Person, ids: set[int]) -> list[tuple[int, str]]:
    """What the viewer reacted to these replies."""
    if not ids:
        return []
    marks = ",".join(str(int(id)) for id in ids)
    with connection.cursor() as db:
        sql = f"SELECT comment_id, kind FROM posts_reaction WHERE person_id = %s AND comment_id IN ({marks})"
        db.execute(sql, [viewer.pk])
        return list(db.fetchall())


def nested(rows: dict[int, CommentRow], ids: list[int]) -> list[CommentRow]:
    """Top replies oldest first, each with its replies; a withdrawn reply stays only while something hangs on it."""
    for row in sorted(rows.values(), key=lambda row: (row.at, row.id)):
        if row.parent_id in rows and not row.withdrawn:
            rows[row.parent_id].replies.append(row)
    return [rows[id] for id in reversed(ids) if not rows[id].withdrawn or rows[id].replies]
