"""One conversation: the post, its replies in order, and the people in it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text.cursors import Cursor
from terreau.network.posts import rules
from terreau.network.posts.models import Comment, Post, Reaction
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


def replies(viewer: Person, *, post: Post, before: str | None = None, size: int = REPLIES) -> Replies:
    """The newest `size` replies to a post already known to be visible, each with those to it."""
    top = Comment.objects.filter(post_id=post.pk, parent=None)
    cursor = Cursor.read(before)
    if cursor:
        top = top.filter(published_at__lte=cursor.at).exclude(published_at=cursor.at, pk__gte=cursor.id)
    newest = list(top.order_by("-published_at", "-pk").values_list("pk", "published_at")[: size + 1])
    ids = [id for id, _at in newest[:size]]
    earlier = Cursor(newest[size - 1][1], newest[size - 1][0]).written() if len(newest) > size else None
    rows = replies_of(viewer, ids, post.accepted_id)
    accepted = rows.get(post.accepted_id or 0)
    if accepted:
        accepted.accepted = True
    return Replies(nested(rows, ids), accepted, earlier)


def replies_of(viewer: Person, ids: list[int], accepted: int | None) -> dict[int, CommentRow]:
    """Replies, the replies to them and the accepted answer, with the viewer’s reactions and files."""
    below = list(Comment.objects.filter(parent_id__in=ids).values_list("pk", flat=True)) if ids else []
    wanted = {*ids, *below} | ({accepted} if accepted else set())
    rows = {row.id: row for row in comments_by_id(viewer, list(wanted))}
    own = Reaction.objects.filter(person_id=viewer.pk, comment_id__in=wanted).values_list("comment_id", "kind")
    for comment_id, kind in own:
        if comment_id is not None:
            rows[comment_id].own = kind
    for comment_id, files in storage.attachments_of("comment", list(wanted)).items():
        rows[comment_id].files = files
    return rows


def nested(rows: dict[int, CommentRow], ids: list[int]) -> list[CommentRow]:
    """Top replies oldest first, each with its replies; a withdrawn reply stays only while something hangs on it."""
    for row in sorted(rows.values(), key=lambda row: (row.at, row.id)):
        if row.parent_id in rows and not row.withdrawn:
            rows[row.parent_id].replies.append(row)
    return [rows[id] for id in reversed(ids) if not rows[id].withdrawn or rows[id].replies]
