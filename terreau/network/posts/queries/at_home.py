"""What stands at home, as tables for one statement: the newest of one’s spaces, of people one follows, of shares.

Whoever is in many spaces finds a page of posts among the newest of all; whoever is in few, or in quiet ones, finds it
by looking into each. Both stand in the statement: the second is not begun where the first was enough.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from terreau.foundation.access.prepared import STAND_IN, ask, somebody
from terreau.foundation.identity.models import Person
from terreau.foundation.text.cursors import Cursor
from terreau.network.people import queries as people
from terreau.network.posts import rules
from terreau.network.posts.models import Post, Share
from terreau.network.posts.queries.newest import newest_of_each
from terreau.network.spaces import queries as spaces

SOME_POST = -1_618_033_988_749
SOME_CURSOR = Cursor(datetime(1971, 3, 1, tzinfo=UTC), SOME_POST)
IN_FEEDS = "q.withdrawn_at IS NULL AND q.quiet_since IS NULL"
AT_LEAST = 200  # of the newest posts of all are looked at, and one more for each space and person looked into otherwise


@dataclass(frozen=True)
class Part:
    """Words of a statement and their values."""

    sql: str
    values: list[Any]


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
    tables, branches, still = {"mine": mine(viewer, only)}, [], "1 = 1"
    if not only:
        tables["followed"] = followed(viewer)
        branches.append(branch_of_shares(viewer, column, cursor, limit))
    if not only and column == "published_at":
        tables["recent"] = recent(viewer, cursor, limit)
        branches.append(Part("SELECT * FROM recent", []))
        still = f"(SELECT COUNT(*) FROM recent) < {limit}"
    branches.append(branch_of_spaces(viewer, column, cursor, only, limit, still))
    if not only:
        branches.append(branch_of_followed(viewer, column, cursor, limit, still))
    named = [f"{name} AS MATERIALIZED ({part.sql})" for name, part in tables.items()]
    union = " UNION ".join(f"SELECT * FROM ({part.sql}) AS branch" for part in branches)
    newest = f"SELECT id FROM branches ORDER BY {column} DESC, id DESC LIMIT {limit}"
    words = ", ".join([*named, f"branches AS ({union})", f"wanted AS ({newest})"])
    return words, [value for part in [*tables.values(), *branches] for value in part.values]


def mine(viewer: Person, only: str) -> Part:
    """The viewer’s spaces and the official ones."""
    return Part(*ask(spaces.official_home if only == "official" else spaces.home_of, viewer))


def followed(viewer: Person) -> Part:
    """The people the viewer follows."""
    sql, values = ask(people.followed_by, viewer)
    return Part(f"SELECT followed_id AS id FROM ({sql}) f", values)


def recent(viewer: Person, cursor: Cursor | None, limit: int) -> Part:
    """A page out of the newest posts of all, or fewer if they do not hold one.

    One after another from an index that holds all that is asked; the more spaces and people there are to look into
    otherwise, the further this goes.
    """
    readable, readable_values = readable_by(viewer)
    where, values = after(IN_FEEDS, "published_at", cursor)
    far = f"(SELECT COUNT(*) FROM mine) + (SELECT COUNT(*) FROM followed) + {AT_LEAST}"
    newest = "ORDER BY q.published_at DESC, q.id DESC"
    # The plus signs keep both engines from starting at the spaces or the people.
    sql = (
        f"SELECT q.id, q.published_at FROM posts_post q WHERE {where} AND q.published_at >="
        f" COALESCE((SELECT q.published_at FROM posts_post q WHERE {where} {newest} LIMIT 1 OFFSET {far}), %s)"
        " AND (+q.space_id IN (SELECT id FROM mine)"
        f" OR (+q.author_id IN (SELECT id FROM followed) AND {readable})) {newest} LIMIT {limit}"
    )
    return Part(sql, [*values, *values, long_ago(), *readable_values])


def branch_of_spaces(viewer: Person, column: str, cursor: Cursor | None, only: str, limit: int, still: str) -> Part:
    """Posts of the viewer’s spaces and of official ones, if `still` more is needed; unread: of those one is in."""
    where, values = after(f"{IN_FEEDS} AND q.space_id = g.id", column, cursor)
    if only == "unread":
        where += (
            " AND q.arrived_at > COALESCE((SELECT read_at FROM spaces_membership m WHERE m.space_id = q.space_id"
            " AND m.person_id = %s), q.arrived_at) AND q.author_id <> %s"
            " AND NOT EXISTS (SELECT 1 FROM posts_read r WHERE r.post_id = q.id AND r.person_id = %s)"
        )
        values += [viewer.pk] * 3
    return newest_in_groups(f"SELECT id FROM mine WHERE {still}", where, values, column, limit)


def branch_of_followed(viewer: Person, column: str, cursor: Cursor | None, limit: int, still: str) -> Part:
    """Posts of the people the viewer follows, where they may read them."""
    readable, readable_values = readable_by(viewer)
    where, values = after(f"{IN_FEEDS} AND q.author_id = g.id", column, cursor)
    groups = f"SELECT id FROM followed WHERE {still}"
    return newest_in_groups(groups, f"{where} AND {readable}", [*values, *readable_values], column, limit)


def readable_by(viewer: Person) -> tuple[str, list[Any]]:
    """That the viewer may read the space of a post `q`."""
    sql, values = ask(spaces.readable_ids, viewer)
    return f"EXISTS (SELECT 1 FROM ({sql}) readable WHERE readable.id = q.space_id)", values


def branch_of_shares(viewer: Person, column: str, cursor: Cursor | None, limit: int) -> Part:
    """Posts shared into the viewer’s spaces."""
    shared, shared_values = ask(shared_home, viewer)
    where, values = after(IN_FEEDS, column, cursor)
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


def newest_in_groups(groups: str, where: str, values: list[Any], column: str, limit: int) -> Part:
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
    return Part(sql, [*values, *values, long_ago()])


def long_ago() -> Any:
    """Before every post, as the engine takes it."""
    return connection.ops.adapt_datetimefield_value(datetime.min.replace(tzinfo=UTC))


def after(where: str, column: str, cursor: Cursor | None) -> tuple[str, list[Any]]:
    """The condition, and what comes after the cursor only."""
    if cursor is None:
        return where, []
    at = connection.ops.adapt_datetimefield_value(cursor.at)
    return f"{where} AND (q.{column} < %s OR (q.{column} = %s AND q.id < %s))", [at, at, cursor.id]
