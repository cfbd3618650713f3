"""Feeds: the ids of twenty posts first, then one query for each kind of thing beside them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from terreau.foundation.access.driver import moment
from terreau.foundation.access.prepared import Prepared
from terreau.foundation.identity.models import Person
from terreau.foundation.text.cursors import Cursor
from terreau.network.people import queries as people
from terreau.network.posts import rules
from terreau.network.posts.models import Bookmark, Post, Tag
from terreau.network.posts.queries.asked import BRANCHES, Awaited, asked_of, told, values
from terreau.network.posts.queries.at_home import home_ids
from terreau.network.posts.queries.fill import POST_COLUMNS, Also, completed, posts_by_id, posts_in
from terreau.network.posts.queries.rows import PostRow
from terreau.network.spaces import queries as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

PAGE = 20
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
