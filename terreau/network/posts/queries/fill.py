"""From ids to rows: one query for the posts, one for their newest replies, one for what the viewer did, one for files."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.network.posts.models import Comment, Post
from terreau.network.posts.queries.newest import newest_of_each
from terreau.network.posts.queries.rows import REACTIONS, CommentRow, PersonRow, PostRow
from terreau.network.spaces import queries as spaces

COMMENTS_SHOWN = 2
POST_COLUMNS = (
    *("id", "key", "kind", "title", "body", "language", "published_at", "active_at", "edited_at", "pinned_at"),
    *("required_by", "comment_count", "accepted_id", "source", *REACTIONS),
    *("author_id", "author__key", "author__name", "author__kind"),
    *("on_behalf_of__key", "on_behalf_of__name", "arrived_at"),
    *("space_id", "space__key", "space__name", "space__names", "space__openness", "space__language"),
)
COMMENT_COLUMNS = (
    *("id", "key", "post_id", "parent_id", "body", "published_at", "edited_at", "withdrawn_at", "source", "language"),
    *(*REACTIONS, "author_id", "author__key", "author__name", "author__kind"),
)


def posts_by_id(viewer: Person, ids: Sequence[int], *, comments: bool = True) -> list[PostRow]:
    """Rows for ids already known to be visible, in the order given: at most four queries for any number of posts."""
    if not ids:
        return []
    rows = {row.id: row for row in map(lambda found: post_row(viewer, found), read_posts(ids))}
    if comments:
        for made in newest_comments(viewer, ids):
            rows[made.post_id].comments.append(made)
    add_what_viewer_did(viewer, rows)
    for post_id, files in storage.attachments_of("post", ids).items():
        rows[post_id].files = files
    return [rows[id] for id in ids if id in rows]


def read_posts(ids: Iterable[int]) -> Iterable[dict[str, Any]]:
    return Post.objects.filter(pk__in=list(ids)).values(*POST_COLUMNS)


def post_row(viewer: Person, found: dict[str, Any]) -> PostRow:
    leader = found["on_behalf_of__key"]
    return PostRow(
        id=found["id"],
        key=found["key"],
        kind=found["kind"],
        title=found["title"],
        body=found["body"],
        language=found["language"],
        at=found["published_at"],
        active_at=found["active_at"],
        edited_at=found["edited_at"],
        pinned=found["pinned_at"] is not None,
        required_by=found["required_by"],
        comment_count=found["comment_count"],
        accepted_id=found["accepted_id"],
        source=found["source"],
        counts=tuple(found[kind] for kind in REACTIONS),
        author=PersonRow(found["author__key"], found["author__name"], kind=found["author__kind"]),
        space=spaces.SpaceRow(
            found["space_id"],
            found["space__key"],
            spaces.named(found["space__name"], found["space__names"], viewer.language),
            found["space__openness"],
            found["space__language"],
        ),
        for_leader=PersonRow(leader, found["on_behalf_of__name"]) if leader else None,
        mine=found["author_id"] == viewer.pk,
    )


def newest_comments(viewer: Person, ids: Sequence[int]) -> list[CommentRow]:
    """The newest two replies of each post, oldest first as people read them."""
    marks = ",".join(["%s"] * len(ids))
    where = "q.post_id = g.id AND q.withdrawn_at IS NULL"
    order = "q.published_at DESC, q.id DESC"
    join = newest_of_each(table="posts_comment", where=where, order=order, limit=COMMENTS_SHOWN)
    with connection.cursor() as db:
        db.execute(f"SELECT t.id FROM (SELECT id FROM posts_post WHERE id IN ({marks})) g {join}", list(ids))
        found = [row[0] for row in db.fetchall()]
    return comments_by_id(viewer, found) if found else []


def comments_by_id(viewer: Person, ids: Sequence[int]) -> list[CommentRow]:
    """Rows for replies already known to be visible, oldest first."""
    found = Comment.objects.filter(pk__in=ids).order_by("published_at", "pk").values(*COMMENT_COLUMNS)
    return [comment_row(viewer, row) for row in found]


def comment_row(viewer: Person, found: dict[str, Any]) -> CommentRow:
    withdrawn = found["withdrawn_at"] is not None
    return CommentRow(
        id=found["id"],
        key=found["key"],
        post_id=found["post_id"],
        parent_id=found["parent_id"],
        author=PersonRow(found["author__key"], found["author__name"], kind=found["author__kind"]),
        body="" if withdrawn else found["body"],
        at=found["published_at"],
        edited_at=found["edited_at"],
        withdrawn=withdrawn,
        source=found["source"],
        language=found["language"],
        counts=tuple(found[kind] for kind in REACTIONS),
        mine=found["author_id"] == viewer.pk,
    )


# What the viewer did with each post, who a kudos thanks, tags, the link’s preview: one statement of small branches.
BESIDE = """
SELECT 'own', post_id, kind, '', '' FROM posts_reaction WHERE person_id = %s AND post_id IN ({ids})
UNION ALL SELECT 'kept', post_id, '', '', '' FROM posts_bookmark WHERE person_id = %s AND post_id IN ({ids})
UNION ALL SELECT 'read', post_id, '', '', '' FROM posts_read WHERE person_id = %s AND post_id IN ({ids})
UNION ALL SELECT 'acknowledged', post_id, '', '', '' FROM posts_acknowledgement WHERE person_id = %s AND post_id IN ({ids})
UNION ALL SELECT 'follows', post_id, CASE WHEN muted THEN 'muted' ELSE '' END, '', ''
  FROM posts_subscription WHERE person_id = %s AND post_id IN ({ids})
UNION ALL SELECT 'arrived', p.id, '', '', '' FROM posts_post p JOIN spaces_membership m
  ON m.space_id = p.space_id AND m.person_id = %s AND p.arrived_at > m.read_at WHERE p.id IN ({ids})
UNION ALL SELECT 'role', p.id, m.role, '', '' FROM posts_post p JOIN spaces_membership m
  ON m.space_id = p.space_id AND m.person_id = %s AND m.role IN ('owner', 'manager') WHERE p.id IN ({ids})
UNION ALL SELECT 'thanked', t.post_id, n.key, n.name, '' FROM posts_thanked t
  JOIN identity_person n ON n.id = t.person_id WHERE t.post_id IN ({ids})
UNION ALL SELECT 'tag', post_id, folded, name, '' FROM posts_tag WHERE post_id IN ({ids})
UNION ALL SELECT 'link', l.post_id, v.url, v.title, v.description FROM posts_postlink l
  JOIN posts_preview v ON v.id = l.preview_id WHERE v.title <> '' AND l.post_id IN ({ids})
UNION ALL SELECT 'confirmed', post_id, CAST(COUNT(*) AS VARCHAR(12)), '', '' FROM posts_acknowledgement
  WHERE post_id IN (SELECT id FROM posts_post WHERE required_by IS NOT NULL AND id IN ({ids})) GROUP BY post_id
"""


def add_what_viewer_did(viewer: Person, rows: dict[int, PostRow]) -> None:
    sql = BESIDE.format(ids=",".join(str(int(id)) for id in rows))
    read = set()
    with connection.cursor() as db:
        db.execute(sql, [viewer.pk] * 7)
        for what, post_id, first, second, third in db.fetchall():
            row = rows[post_id]
            match what:
                case "own":
                    row.own = first
                case "kept":
                    row.kept = True
                case "read":
                    read.add(post_id)
                case "acknowledged":
                    row.acknowledged = True
                case "follows":
                    row.following, row.muted = not first, bool(first)
                case "arrived":
                    row.unread = not row.mine
                case "role":
                    row.manages = True
                case "thanked":
                    row.thanked.append(PersonRow(first, second))
                case "tag":
                    row.tags.append((first, second))
                case "link":
                    row.link = {"url": first, "title": second, "description": third}
                case "confirmed":
                    row.confirmed = int(first)
    for post_id in read:
        rows[post_id].unread = False
