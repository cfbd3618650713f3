"""How the engines answer what every page asks: from an index, in the order written, never from a whole table."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection

from terreau.foundation.identity.composed import each_of, listed
from terreau.foundation.identity.models import Person
from terreau.network.people.queries import people
from terreau.network.posts import actions
from terreau.network.posts.queries import at_home, fill
from terreau.network.posts.queries.asked import BRANCHES, values
from terreau.network.posts.queries.thread import replies_question
from terreau.network.spaces.models import Space

pytestmark = pytest.mark.django_db


def plan(sql: str, values: Sequence[Any]) -> str:
    """What the engine means to do. PostgreSQL is kept from reading small tables whole, which it rightly prefers."""
    with connection.cursor() as db:
        if connection.vendor == "postgresql":
            db.execute("SET LOCAL enable_seqscan = off")
            db.execute("SET LOCAL enable_sort = off")
            db.execute(f"EXPLAIN {sql}", values)
            return "\n".join(str(row[0]) for row in db.fetchall())
        db.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return "\n".join(str(row[3]) for row in db.fetchall())


@pytest.fixture
def talk(alice: Person, space: Space) -> list[int]:
    return [actions.publish(alice, space=space, title=f"Point {n}", body="<p>Bonjour</p>").pk for n in range(5)]


@pytest.mark.parametrize("order", ["published_at", "active_at"])
def test_home_reads_each_space_and_each_person_from_an_index(order: str, bob: Person, talk: list[int]) -> None:
    sql, given = at_home.home_ids(bob, order, None, "", 21)
    found = plan(f"WITH {sql} SELECT id FROM wanted", given)
    of_spaces, of_people = {
        "published_at": ("post_newest", "post_written"),
        "active_at": ("post_liveliest", "post_discussed"),
    }[order]
    assert "Seq Scan on posts_post" not in found, found
    if connection.vendor == "sqlite":
        assert f"SEARCH q USING COVERING INDEX {of_spaces}" in found, found
        assert f"SEARCH q USING COVERING INDEX {of_people}" in found, found
        assert "SCAN posts_post" not in found and "SCAN t" not in found, found
        assert "SCAN q" not in found.replace("SCAN q USING COVERING INDEX post_of_all", ""), (
            found
        )  # as far as OFFSET goes


def test_what_stands_beside_posts_is_sought_from_the_posts(bob: Person, talk: list[int]) -> None:
    marks = fill.BESIDE.count("%s")
    found = plan(fill.BESIDE.format(each=each_of()), [listed(talk), *[bob.pk] * marks])
    if connection.vendor == "sqlite":
        assert "BLOOM FILTER" not in found, found
        assert "SEARCH m USING INDEX membership_of_person (person_id=?)\n" not in found, found
        assert not [
            line
            for line in found.splitlines()
            if line.startswith("SCAN")
            and "wanted" not in line
            and line not in ("SCAN w", "SCAN json_each VIRTUAL TABLE INDEX 1:")
        ], found
    assert "Seq Scan on posts_" not in found, found


def test_what_is_asked_of_somebody_is_sought_among_the_few(bob: Person, talk: list[int]) -> None:
    found = plan(BRANCHES, values(bob))
    if connection.vendor == "sqlite":
        assert "USING INDEX post_open_question (space_id=? AND arrived_at>?)" in found, found
        assert "USING INDEX post_required (required_by>?)" in found and "BLOOM FILTER" not in found, found


def test_a_page_of_replies_is_read_from_the_thread(bob: Person, talk: list[int]) -> None:
    statement = replies_question(False, 20)
    statement(bob.pk, talk[0], 0)
    (known,) = [one for shape, one in statement.known.items() if shape[0] == connection.vendor]
    given = [(bob.pk, talk[0], 0)[place] if place >= 0 else own for place, own in known.marks]
    found = plan(known.sql, given)
    assert "comment_thread" in found or "posts_comment_post_id" in found, found
    assert "SCAN posts_comment" not in found and "Seq Scan on posts_comment" not in found, found


def test_the_directory_follows_the_names(bob: Person) -> None:
    people.directory(bob)
    found = plan(*statement_of(people.by_name((), bob, ())))
    assert "Seq Scan on people_profile" not in found, found
    if connection.vendor == "sqlite":
        assert "TEMP B-TREE FOR ORDER BY" not in found, found


def statement_of(question: Any) -> tuple[str, Sequence[Any]]:
    sql, values = question.query.sql_with_params()
    return sql, values
