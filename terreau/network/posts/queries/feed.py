"""Feeds: the ids of twenty posts first, then one query for each kind of thing beside them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from terreau.foundation.access.driver import moment
from terreau.foundation.access.prepared import STAND_IN, Prepared, ask, somebody
from terreau.foundation.identity.models import Person
from terreau.foundation.text.cursors import Cursor
from terreau.network.people import queries as people
from terreau.network.posts import rules
from terreau.network.posts.models import Bookmark, Post, Share, Tag
from terreau.network.posts.queries.asked import BRANCHES, Awaited, asked_of, told, values
from terreau.network.posts.queries.fill import POST_COLUMNS, Also, completed, posts_by_id, posts_in
from terreau.network.posts.queries.newest import newest_of_each
from terreau.network.posts.queries.rows import PostRow
from terreau.network.spaces import queries as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

PAGE = 20
SOME_POST = -1_618_033_988_749
SOME_CURSOR = Cursor(datetime(1971, 3, 1, tzinfo=UTC), SOME_POST)
ORDERS = {"newest": "published_at", "active": "active_at"}


@dataclass(frozen=True)
class Page:
    """One page of a feed and where the next one begins (`next` is None at the end)."""

    posts: list[PostRow]
    next: str | None
    asked: Awaited | None = None

    @property
    def fresh(self) -> int:
        """How many stand above the line “you stopped here”: up to the first that was read after one that was not."""
        unread = False
        for place, post in enumerate(self.posts):
            if unread and not post.unread and not post.mine:
                return place
            unread = unread or post.unread
        return 0


@dataclass(frozen=True)
class Found:
    """An id and the moment that places it in the feed."""

    at: datetime
    id: int


def home(
    viewer: Person,
    *,
    before: str | None = None,
    order: str = "newest",
    only: str = "",
    size: int = PAGE,
    counted: bool = False,
) -> Page:
    """The viewer’s home: their spaces, official ones, people they follow, posts shared into their spaces.

    `only` is "", "unread", "questions" (one’s own) or "official". Unknown orders and filters are a ValueError.
    `counted`: with what is asked of the viewer, in the same statements.
    """
    column, cursor = ORDERS[order], Cursor.read(before)
    if only == "questions":
        mine = own_questions(viewer, column, cursor, size)
        return replace(mine, asked=asked_of(viewer)) if counted else mine
    found, place = posts_in(*home_ids(viewer, column, cursor, only, size + 1)), POST_COLUMNS.index(column)
    found.sort(key=lambda row: (moment(row[place]), row[0]), reverse=True)
    more = Cursor(moment(found[size - 1][place]), found[size - 1][0]).written() if len(found) > size else None
    also = Also("UNION ALL " + BRANCHES, values(viewer)) if counted else Also()
    rows = completed(viewer, found[:size], also=also)
    asked = (told(also.rows) if rows else asked_of(viewer)) if counted else None
    return Page(rows, more, asked)


def space_feed(
    viewer: Person,
    *,
    space: "Space",
    before: str | None = None,
    order: str = "newest",
    only: str = "",
    size: int = PAGE,
) -> Page:
    """One space’s posts and the posts shared into it; `only` is "", "unread" or "questions" (unanswered)."""
    column, cursor = ORDERS[order], Cursor.read(before)
    values = (space.pk, cursor.at, cursor.id) if cursor else (space.pk,)
    own, shared = (
        in_space(column, only, place, cursor is not None, size + 1)(viewer, *values)
        for place in ("space_id", "shares__space_id")
    )
    found = merged([[Found(at, id) for at, id in branch] for branch in (own, shared)], size + 1)
    return page(viewer, found, size)


@lru_cache(maxsize=64)
def in_space(column: str, only: str, place: str, after_cursor: bool, limit: int) -> "Prepared[tuple[datetime, int]]":
    """The newest of one space, from a cursor on where there is one."""

    def question(viewer: Person, space: int, *cursor: Any) -> "QuerySet[Post, tuple[datetime, int]]":
        rows = Post.objects.filter(rules.in_feeds(viewer), narrowed(viewer, only), **{place: space})
        return newest(from_cursor(rows, column, *cursor) if after_cursor else rows, column)[:limit]

    return Prepared(question)


def by_person(viewer: Person, *, author: Person, before: str | None = None, size: int = PAGE) -> Page:
    """What someone wrote, where the viewer may read it."""
    rows = Post.objects.filter(rules.in_feeds(viewer), author_id=author.pk)
    return page(viewer, sliced(rows, "published_at", Cursor.read(before), size + 1), size)


def by_tag(viewer: Person, *, tag: str, before: str | None = None, size: int = PAGE) -> Page:
    """Posts that carry a tag (folded), where the viewer may read them."""
    cursor = Cursor.read(before)
    rows = Post.objects.filter(rules.in_feeds(viewer), pk__in=Tag.objects.filter(folded=tag).values("post_id"))
    return page(viewer, sliced(rows, "published_at", cursor, size + 1), size)


def kept(viewer: Person, *, before: str | None = None, size: int = PAGE) -> Page:
    """The viewer’s bookmarks."""
    mine = Bookmark.objects.filter(person_id=viewer.pk).values("post_id")
    rows = Post.objects.filter(rules.in_feeds(viewer), pk__in=mine)
    return page(viewer, sliced(rows, "published_at", Cursor.read(before), size + 1), size)


def pinned(viewer: Person, *, space: "Space") -> list[PostRow]:
    """The posts kept at the top of a space."""
    return posts_by_id(viewer, pinned_in(viewer, space.pk))


pinned_in = Prepared(
    lambda viewer, space: (
        Post.objects.filter(rules.in_feeds(viewer), space_id=space, pinned_at__isnull=False)
        .order_by("-pinned_at")
        .values_list("pk", flat=True)[:3]
    )
)


def without(page: Page, above: list[PostRow]) -> Page:
    """The page without what already stands above it: no post twice."""
    keys = {row.key for row in above}
    return Page([row for row in page.posts if row.key not in keys], page.next)


def fresh_count(viewer: Person, *, since: str, space: "Space | None" = None) -> int:
    """Posts of others that arrived after `since`, in one space or on the viewer’s home, counted up to a page."""
    mark = Cursor.read(since)
    if mark is None:
        return 0
    of_others = Post.objects.filter(rules.in_feeds(viewer)).exclude(author_id=viewer.pk)
    places = [space.pk] if space else spaces.home_of(viewer)
    found = set(of_others.filter(space_id__in=places, arrived_at__gt=mark.at).values_list("pk", flat=True)[:PAGE])
    if space is None:
        followed = of_others.filter(author_id__in=people.followed_by(viewer), published_at__gt=mark.at)
        found |= set(followed.values_list("pk", flat=True)[:PAGE])
    return min(len(found), PAGE)


def now_mark() -> str:
    """The moment a page was drawn, for “show what is new since”."""
    return Cursor(timezone.now(), 0).written()


def own_questions(viewer: Person, column: str, cursor: Cursor | None, size: int) -> Page:
    """The viewer’s own questions."""
    rows = Post.objects.filter(rules.in_feeds(viewer), author_id=viewer.pk, kind="question")
    return page(viewer, sliced(rows, column, cursor, size + 1), size)


def narrowed(viewer: Person, only: str) -> Q:
    """Filters of a space’s feed."""
    narrow: dict[str, Callable[[], Q]] = {
        "": Q,
        "questions": lambda: Q(kind="question"),
        "unanswered": lambda: Q(kind="question", accepted=None),
        "unread": lambda: spaces.unread_of(viewer) & ~Q(reads__person_id=viewer.pk) & ~Q(author_id=viewer.pk),
    }
    return narrow[only]()


def sliced(rows: QuerySet[Post], column: str, cursor: Cursor | None, limit: int) -> list[Found]:
    """The newest `limit` of a question, from the cursor on (keyset: stable while others write and delete)."""
    rows = from_cursor(rows, column, cursor.at, cursor.id) if cursor else rows
    return [Found(at, id) for at, id in newest(rows, column)[:limit]]


def from_cursor(rows: QuerySet[Post], column: str, at: datetime, id: int) -> QuerySet[Post]:
    return rows.filter(Q(**{f"{column}__lt": at}) | Q(**{column: at, "pk__lt": id}))


def newest(rows: QuerySet[Post], column: str) -> "QuerySet[Post, tuple[datetime, int]]":
    return rows.order_by(f"-{column}", "-pk").values_list(column, "pk")


def merged(branches: list[list[Found]], limit: int) -> list[Found]:
    """The newest of several branches, each thing once."""
    best = {found.id: found for branch in branches for found in branch}
    return sorted(best.values(), key=lambda found: (found.at, found.id), reverse=True)[:limit]


def page(viewer: Person, found: list[Found], size: int) -> Page:
    """The rows of what was found, and where the next page begins."""
    shown = found[:size]
    more = Cursor(shown[-1].at, shown[-1].id).written() if len(found) > size else None
    return Page(posts_by_id(viewer, [row.id for row in shown]), more)


def home_ids(viewer: Person, column: str, cursor: Cursor | None, only: str, limit: int) -> tuple[str, list[Any]]:
    """The newest of my spaces, of people I follow, and of what was shared into my spaces, each once, as tables."""
    if not viewer.is_active:
        return home_tables(viewer, column, cursor, only, limit)
    sql, marks = home_words(viewer.kind, connection.vendor, column, cursor is not None, only, limit)
    at = connection.ops.adapt_datetimefield_value(cursor.at) if cursor else None
    given = {STAND_IN: viewer.pk, **({moment_mark(): at, SOME_POST: cursor.id} if cursor else {})}
    return sql, [given.get(mark, mark) for mark in marks]


@lru_cache(maxsize=64)
def home_words(kind: str, vendor: str, column: str, after_cursor: bool, only: str, limit: int) -> tuple[str, list[Any]]:
    """The same for a stand-in of this kind of person and a stand-in for the cursor: put together once."""
    return home_tables(somebody(STAND_IN, kind), column, SOME_CURSOR if after_cursor else None, only, limit)


def moment_mark() -> Any:
    """The moment of the stand-in for a cursor, as the engine takes it."""
    return connection.ops.adapt_datetimefield_value(SOME_CURSOR.at)


def home_tables(viewer: Person, column: str, cursor: Cursor | None, only: str, limit: int) -> tuple[str, list[Any]]:
    """The words of it, and their values."""
    parts = [branch_of_spaces(viewer, column, cursor, only, limit)]
    if not only:
        parts += [branch_of_followed(viewer, column, cursor, limit), branch_of_shares(viewer, column, cursor, limit)]
    branches = " UNION ".join(f"SELECT * FROM ({part.sql}) AS branch" for part in parts)
    newest = f"SELECT id FROM branches ORDER BY {column} DESC, id DESC LIMIT {limit}"
    return f"branches AS ({branches}), wanted AS ({newest})", [value for part in parts for value in part.values]


@dataclass(frozen=True)
class Part:
    sql: str
    values: list[Any]


def branch_of_spaces(viewer: Person, column: str, cursor: Cursor | None, only: str, limit: int) -> Part:
    """Posts of the viewer’s spaces and of official ones; unread is only what came into a space one is in."""
    mine, mine_values = ask(spaces.official_home if only == "official" else spaces.home_of, viewer)
    where, values = after("q.withdrawn_at IS NULL AND q.quiet_since IS NULL AND q.space_id = g.id", column, cursor)
    if only == "unread":
        where += (
            " AND q.arrived_at > COALESCE((SELECT read_at FROM spaces_membership m WHERE m.space_id = q.space_id"
            " AND m.person_id = %s), q.arrived_at) AND q.author_id <> %s"
            " AND NOT EXISTS (SELECT 1 FROM posts_read r WHERE r.post_id = q.id AND r.person_id = %s)"
        )
        values += [viewer.pk] * 3
    return newest_in_groups(mine, mine_values, where, values, column, limit)


def branch_of_followed(viewer: Person, column: str, cursor: Cursor | None, limit: int) -> Part:
    """Posts of the people the viewer follows, where they may read them."""
    followed, followed_values = ask(people.followed_by, viewer)
    seen, seen_values = ask(spaces.readable_ids, viewer)
    where, values = after("q.withdrawn_at IS NULL AND q.quiet_since IS NULL AND q.author_id = g.id", column, cursor)
    where += f" AND EXISTS (SELECT 1 FROM ({seen}) readable WHERE readable.id = q.space_id)"
    people_followed = f"SELECT followed_id AS id FROM ({followed}) f"
    return newest_in_groups(people_followed, followed_values, where, [*values, *seen_values], column, limit)


def branch_of_shares(viewer: Person, column: str, cursor: Cursor | None, limit: int) -> Part:
    """Posts shared into the viewer’s spaces."""
    shared, shared_values = ask(shared_home, viewer)
    where, values = after("q.withdrawn_at IS NULL AND q.quiet_since IS NULL", column, cursor)
    sql = (
        f"SELECT q.id, q.{column} FROM ({shared}) s JOIN posts_post q ON q.id = s.post_id WHERE {where}"
        f" ORDER BY q.{column} DESC, q.id DESC LIMIT {limit}"
    )
    return Part(sql, [*shared_values, *values])


def shared_home(viewer: Person) -> "QuerySet[Share, Any]":
    """Posts shared into the viewer’s spaces, where they see the source."""
    source = Q(Exists(Post.objects.filter(rules.in_feeds(viewer), pk=OuterRef("post_id"))))
    mine = Q(space_id__in=spaces.own_ids(viewer))
    return Share.objects.filter(mine, source).values("post_id").distinct()


def newest_in_groups(
    groups: str, group_values: list[Any], where: str, values: list[Any], column: str, limit: int
) -> Part:
    """The newest `limit` posts over many groups: first each group’s newest moment, then only the liveliest groups.

    What is older than the newest post of the last of those cannot be among them, so it is not even read.
    """
    order = f"q.{column} DESC, q.id DESC"
    first = f"(SELECT q.{column} FROM posts_post q WHERE {where} ORDER BY {order} LIMIT 1)"
    since = f"COALESCE((SELECT MIN(newest) FROM lively HAVING COUNT(newest) = {limit}), %s)"
    join = newest_of_each(table="posts_post", where=f"{where} AND q.{column} >= {since}", order=order, limit=limit)
    sql = (
        f"WITH lively AS (SELECT g.id, {first} AS newest FROM ({groups}) g"
        f" ORDER BY newest DESC NULLS LAST LIMIT {limit})"
        f" SELECT t.id, t.{column} FROM lively g {join} ORDER BY t.{column} DESC, t.id DESC LIMIT {limit}"
    )
    long_ago = connection.ops.adapt_datetimefield_value(datetime.min.replace(tzinfo=UTC))
    return Part(sql, [*values, *group_values, *values, long_ago])


def after(where: str, column: str, cursor: Cursor | None) -> tuple[str, list[Any]]:
    """The condition, and what comes after the cursor only."""
    if cursor is None:
        return where, []
    at = connection.ops.adapt_datetimefield_value(cursor.at)
    return f"{where} AND (q.{column} < %s OR (q.{column} = %s AND q.id < %s))", [at, at, cursor.id]
