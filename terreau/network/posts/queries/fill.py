"""From ids to rows: one query each for the posts, their newest replies, what the viewer did, and files."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from terreau.foundation.access import prepared
from terreau.foundation.access.driver import moment, moment_or_none, parsed
from terreau.foundation.cards.shapes import room_of
from terreau.foundation.identity.composed import each_of, listed
from terreau.foundation.identity.models import Person
from terreau.foundation.policies import queries as policies
from terreau.foundation.policies.names import SMALLEST_GROUP
from terreau.foundation.storage import queries as storage
from terreau.foundation.text import rich
from terreau.network.posts.models import Comment, Post
from terreau.network.posts.queries.newest import newest_of_each
from terreau.network.posts.queries.outside import quoted
from terreau.network.posts.queries.rows import REACTIONS, CommentRow, PersonRow, PostRow, Quote, address
from terreau.network.spaces import queries as spaces
from terreau.network.spaces import rules as space_rules

COMMENTS_SHOWN = 2
OWN_LINK = re.compile(r'href="(https?://[^"/]*)?/posts/([2-9a-hjkmnp-z]{6,16})(?=[-"?#])')


@dataclass
class Also:
    """Further branches for BESIDE that are about no post: asked in the same statement, answered in `rows`."""

    branches: str = ""
    values: list[Any] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)


NOTHING_ELSE = Also()
POST_COLUMNS = (
    *("id", "key", "kind", "title", "body", "language", "published_at", "active_at", "edited_at", "pinned_at"),
    *("required_by", "comment_count", "accepted_id", "accepted__key", "source", *REACTIONS),
    *("author_id", "author__key", "author__name", "author__photo", "author__kind"),
    *("on_behalf_of__key", "on_behalf_of__name", "arrived_at", "about_kind", "about_id", "quiet_since"),
    *("space_id", "space__key", "space__name", "space__names", "space__openness", "space__language"),
    "space__archived_at",
)
COMMENT_COLUMNS = (
    *("id", "key", "post_id", "parent_id", "body", "published_at", "edited_at", "withdrawn_at", "source", "language"),
    *(*REACTIONS, "author_id", "author__key", "author__name", "author__photo", "author__kind"),
)


def posts_by_id(viewer: Person, ids: Sequence[int], *, comments: bool = True) -> list[PostRow]:
    """Rows for ids already known to be visible, in the order given: at most four queries for any number of posts."""
    found = {row[0]: row for row in prepared.rows(posts_question, list(ids))}
    return completed(viewer, [found[id] for id in ids if id in found], comments=comments)


def completed(
    viewer: Person, found: Sequence[tuple[Any, ...]], *, comments: bool = True, also: Also = NOTHING_ELSE
) -> list[PostRow]:
    """Rows of POST_COLUMNS with all that stands around them, in at most three queries; `also` is asked along."""
    rows = {one[0]: post_row(viewer, dict(zip(POST_COLUMNS, one, strict=True))) for one in found}
    if not rows:
        return []
    if comments:
        for made in newest_comments(viewer, list(rows)):
            rows[made.post_id].comments.append(made)
    add_what_viewer_did(viewer, rows, also)
    add_quoted(viewer, rows)
    add_about(viewer, rows)
    for post_id, files in storage.attachments_of("post", list(rows)).items():
        rows[post_id].files = files
    return list(rows.values())


def posts_in(tables: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """POST_COLUMNS of the posts in `wanted`, the last of the named `tables` (“x AS (…), wanted AS (…)”), in any order.

    Named, because SQLite reads no deeper than a hundred brackets.
    """
    rows = prepared.rows_sql(posts_question, connection.vendor).replace("{ids}", "SELECT id FROM wanted")
    with connection.cursor() as db:
        db.execute(f"WITH {tables} {rows}", values)
        found: list[tuple[Any, ...]] = db.fetchall()
        return found


def posts_question(ids: list[int]) -> "QuerySet[Post, Any]":
    return Post.objects.filter(pk__in=ids).values_list(*POST_COLUMNS)


def comments_question(ids: list[int]) -> "QuerySet[Comment, Any]":
    return Comment.objects.filter(pk__in=ids).order_by("published_at", "pk").values_list(*COMMENT_COLUMNS)


def post_row(viewer: Person, found: dict[str, Any]) -> PostRow:
    """A post as pages show it, before what the viewer did is added."""
    leader = found["on_behalf_of__key"]
    return PostRow(
        id=found["id"],
        key=found["key"],
        kind=found["kind"],
        title=found["title"],
        body="" if found["quiet_since"] else found["body"],
        language=found["language"],
        at=moment(found["published_at"]),
        active_at=moment(found["active_at"]),
        edited_at=moment_or_none(found["edited_at"]),
        pinned=found["pinned_at"] is not None,
        required_by=found["required_by"],
        comment_count=found["comment_count"],
        accepted_id=found["accepted_id"],
        accepted_key=found["accepted__key"] or "",
        source=found["source"],
        counts=tuple(found[kind] for kind in REACTIONS),
        author=author_of(found),
        space=spaces.SpaceRow(
            found["space_id"],
            found["space__key"],
            spaces.named(found["space__name"], parsed(found["space__names"]), viewer.language),
            found["space__openness"],
            found["space__language"],
        ),
        for_leader=PersonRow(leader, found["on_behalf_of__name"]) if leader else None,
        mine=found["author_id"] == viewer.pk,
        about_kind=found["about_kind"],
        about_id=found["about_id"],
        quiet=found["quiet_since"] is not None,
        at_rest=found["space__archived_at"] is not None,
    )


def author_of(found: dict[str, Any]) -> PersonRow:
    """Who wrote it, of POST_COLUMNS or COMMENT_COLUMNS."""
    return PersonRow(*(found[f"author__{name}"] for name in ("key", "name", "photo", "kind")))


def post_of(post: Post, viewer: Person) -> PostRow:
    """The row of a post read whole, with space, author and whom it speaks for at hand."""
    return post_row(viewer, {name: read_off(post, name) for name in POST_COLUMNS})


def read_off(post: Post, name: str) -> Any:
    """What a column of POST_COLUMNS holds for this post."""
    thing: Any = post
    for part in name.split("__"):
        thing = getattr(thing, part) if thing is not None else None
    return thing


def newest_comments(viewer: Person, ids: Sequence[int]) -> list[CommentRow]:
    """The newest two replies of each post, oldest first as people read them."""
    where = "q.post_id = g.id AND q.withdrawn_at IS NULL"
    order = "q.published_at DESC, q.id DESC"
    join = newest_of_each(table="posts_comment", where=where, order=order, limit=COMMENTS_SHOWN)
    newest = f"SELECT t.id FROM (SELECT id FROM posts_post WHERE id IN ({each_of()})) g {join}"
    return [comment_row(viewer, dict(zip(COMMENT_COLUMNS, row, strict=True))) for row in comments_in(newest, ids)]


def comments_by_id(viewer: Person, ids: Sequence[int]) -> list[CommentRow]:
    """Rows for replies already known to be visible, oldest first."""
    found = comments_in(each_of(), ids) if ids else []
    return [comment_row(viewer, dict(zip(COMMENT_COLUMNS, row, strict=True))) for row in found]


def comments_in(which: str, ids: Sequence[int]) -> list[tuple[Any, ...]]:
    """COMMENT_COLUMNS of the replies whose ids the SQL `which`, filled with `ids`, names, oldest first."""
    with connection.cursor() as db:
        db.execute(prepared.rows_sql(comments_question, connection.vendor).replace("{ids}", which), [listed(ids)])
        found: list[tuple[Any, ...]] = db.fetchall()
        return found


def comment_row(viewer: Person, found: dict[str, Any]) -> CommentRow:
    """A reply as pages show it; a withdrawn one without its words."""
    withdrawn = found["withdrawn_at"] is not None
    return CommentRow(
        id=found["id"],
        key=found["key"],
        post_id=found["post_id"],
        parent_id=found["parent_id"],
        author=author_of(found),
        body="" if withdrawn else found["body"],
        at=moment(found["published_at"]),
        edited_at=moment_or_none(found["edited_at"]),
        withdrawn=withdrawn,
        source=found["source"],
        language=found["language"],
        counts=tuple(found[kind] for kind in REACTIONS),
        mine=found["author_id"] == viewer.pk,
    )


# What the viewer did with each post, who a kudos thanks, tags, the link’s preview: one statement of small branches.
# CROSS JOIN keeps SQLite to the order written: from the posts on the page to what stands beside them, never the other
# way round (from everything unread in all of the viewer’s spaces, from every picture of every preview).
BESIDE = """
WITH wanted(id) AS ({each})
SELECT 'own', post_id, kind, '', '' FROM posts_reaction WHERE person_id = %s AND post_id IN (SELECT id FROM wanted)
UNION ALL SELECT 'kept', post_id, '', '', '' FROM posts_bookmark
  WHERE person_id = %s AND post_id IN (SELECT id FROM wanted)
UNION ALL SELECT 'acknowledged', post_id, '', '', '' FROM posts_acknowledgement
  WHERE person_id = %s AND post_id IN (SELECT id FROM wanted)
UNION ALL SELECT 'follows', post_id, CASE WHEN muted THEN 'muted' ELSE '' END, '', '' FROM posts_subscription
  WHERE person_id = %s AND post_id IN (SELECT id FROM wanted)
UNION ALL SELECT 'member', p.id, m.role, CASE WHEN p.arrived_at > m.read_at THEN 'unread' ELSE '' END, ''
  FROM wanted w CROSS JOIN posts_post p CROSS JOIN spaces_membership m
  WHERE p.id = w.id AND m.space_id = p.space_id AND m.person_id = %s
UNION ALL SELECT 'read', post_id, '', '', '' FROM posts_read WHERE person_id = %s AND post_id IN (SELECT id FROM wanted)
UNION ALL SELECT 'thanked', t.post_id, n.key, n.name, '' FROM posts_thanked t
  JOIN identity_person n ON n.id = t.person_id WHERE t.post_id IN (SELECT id FROM wanted)
UNION ALL SELECT 'tag', post_id, folded, name, '' FROM posts_tag WHERE post_id IN (SELECT id FROM wanted)
UNION ALL SELECT 'link', l.post_id, v.url, v.title, CASE WHEN v.description = '' THEN v.site ELSE v.description END
  FROM wanted w CROSS JOIN posts_postlink l CROSS JOIN posts_preview v
  WHERE l.post_id = w.id AND v.id = l.preview_id AND v.title <> ''
UNION ALL SELECT 'picture', l.post_id, a.key, a.name, ''
  FROM wanted w CROSS JOIN posts_postlink l CROSS JOIN storage_attachment a
  WHERE l.post_id = w.id AND a.thing_kind = 'preview' AND a.thing_id = l.preview_id
UNION ALL SELECT 'closed', post_id, CAST(SUM(count) AS VARCHAR(12)), '', '' FROM posts_confirmed
  WHERE post_id IN (SELECT id FROM wanted) GROUP BY post_id
UNION ALL SELECT 'asked', id, CAST(COALESCE(asked, 0) AS VARCHAR(12)), '', '' FROM posts_post
  WHERE required_by IS NOT NULL AND id IN (SELECT id FROM wanted)
UNION ALL SELECT 'drafted', post_id, '', '', '' FROM posts_draft
  WHERE author_id = %s AND verb = 'comment' AND post_id IN (SELECT id FROM wanted)
UNION ALL SELECT 'shared', post_id, '', '', '' FROM posts_share WHERE post_id IN (SELECT id FROM wanted)
UNION ALL SELECT 'confirmed', p.id, CAST(COUNT(*) AS VARCHAR(12)), '', ''
  FROM posts_post p CROSS JOIN posts_acknowledgement a
  WHERE p.required_by IS NOT NULL AND p.id IN (SELECT id FROM wanted) AND a.post_id = p.id
  AND a.person_id <> p.author_id AND NOT EXISTS (SELECT 1 FROM spaces_membership m WHERE m.space_id = p.space_id
    AND m.person_id = a.person_id AND m.joined_at > p.arrived_at) GROUP BY p.id
"""


def add_what_viewer_did(viewer: Person, rows: dict[int, PostRow], also: Also = NOTHING_ELSE) -> None:
    """Complete rows with what BESIDE finds; a post read out of order is not unread, whatever the space says."""
    with connection.cursor() as db:
        asked = [listed(rows), *[viewer.pk] * 7, *also.values]
        db.execute(BESIDE.format(each=each_of()) + also.branches, asked)
        every = db.fetchall()
    found = [row for row in every if row[1] in rows]
    also.rows += [row for row in every if row[1] not in rows] if also.branches else []
    for what, post_id, *words in found:
        NOTES[what](rows[post_id], *words)
    for what, post_id, *_words in found:
        if what == "read":
            rows[post_id].unread = False
    withhold_small([row for row in rows.values() if row.asked])


def withhold_small(rows: list[PostRow]) -> None:
    """No figure of a reading that was asked of fewer people than the house counts; asked only where there is one."""
    floor = policies.value(SMALLEST_GROUP) if rows else 0
    for row in rows:
        row.asked = row.asked if row.asked >= floor else 0


def add_quoted(viewer: Person, rows: dict[int, PostRow]) -> None:
    """Cards of our own posts that these link to, as far as this viewer sees them; asked only where there are any."""
    named = {row.id: [key for key in own_links(row.body) if key != row.key][:1] for row in rows.values()}
    keys = {key for found in named.values() for key in found}
    known = quoted(viewer, keys) if keys else {}
    for id, found in named.items():
        rows[id].quoted = [quote_of(known[key], viewer.language) for key in found if key in known]


def add_about(viewer: Person, rows: dict[int, PostRow]) -> None:
    """Cards of the things that these are conversations about, asked of their rooms; only where there are any."""
    by_kind: dict[str, list[PostRow]] = defaultdict(list)
    for row in rows.values():
        if row.about_id is not None:
            by_kind[row.about_kind].append(row)
    for kind, about in by_kind.items():
        found = room_of(kind).cards(viewer, [row.about_id for row in about if row.about_id])
        for row in about:
            row.about = found.get(row.about_id or 0)


def own_links(body: str) -> list[str]:
    """Keys of our own posts that a text links to."""
    return [key for host, key in OWN_LINK.findall(body) if not host or unescape(host) == settings.PUBLIC_URL]


def quote_of(post: Post, language: str) -> Quote:
    words, place = rich.excerpt(post.body, 160), spaces.named(post.space.name, post.space.names, language)
    return Quote(address(post.key, post.title or words), post.title or words, f"{post.author.name} · {place}")


def note_link(row: PostRow, url: str, title: str, description: str) -> None:
    row.link = {"url": url, "title": title, "description": description}


def note_closed(row: PostRow, count: int) -> None:
    row.closed, row.confirmed = True, row.confirmed + count


def note_member(row: PostRow, role: str, unread: str) -> None:
    row.role, row.manages = role, role in space_rules.KEEPERS
    row.unread = bool(unread) and not row.mine


def note_following(row: PostRow, muted: str) -> None:
    row.following, row.muted = not muted, bool(muted)


NOTES: dict[str, Callable[..., None]] = {
    "own": lambda row, kind, *_: setattr(row, "own", kind),
    "kept": lambda row, *_: setattr(row, "kept", True),
    "read": lambda row, *_: None,
    "acknowledged": lambda row, *_: setattr(row, "acknowledged", True),
    "follows": lambda row, muted, *_: note_following(row, muted),
    "member": lambda row, role, unread, _: note_member(row, role, unread),
    "thanked": lambda row, key, name, _: row.thanked.append(PersonRow(key, name)),
    "tag": lambda row, folded, name, _: row.tags.append((folded, name)),
    "link": note_link,
    "picture": lambda row, key, name, _: setattr(row, "link_picture", storage.url_of(key, name)),
    "closed": lambda row, count, *_: note_closed(row, int(count)),
    "asked": lambda row, count, *_: setattr(row, "asked", int(count)),
    "drafted": lambda row, *_: setattr(row, "drafted", True),
    "shared": lambda row, *_: setattr(row, "shared", True),
    "confirmed": lambda row, count, *_: setattr(row, "confirmed", row.confirmed + int(count)),
}
