"""Questions compiled once: the rules stay the only place where rights are written, their SQL is built once a process.

Composing a question of nested rules costs Django several times what the database needs to answer it. The shape of that
SQL depends on the kind of person alone; who asks is one number in it. So the question is built once for a stand-in and
the number is put in place of the stand-in’s. Moments must come from the database (`Now()`), never be compiled in.
"""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from terreau.foundation.identity.composed import Composed, each_of, listed
from terreau.foundation.identity.models import Person

STAND_IN = -3_141_592_653_589
MANY = -2_718_281_828_459
Found = TypeVar("Found")
Question = Callable[[Person], "QuerySet[Any, Any]"]


class Prepared(Generic[Found]):
    """`question(viewer, *values)`, composed once for each kind of person and asked with `(viewer, *values)` afterwards.

    Of the viewer the question may use the number and the kind; see `Composed` for the values.
    """

    def __init__(self, question: Callable[..., "QuerySet[Any, Found]"]) -> None:
        self.question = question
        self.of_kind: dict[str, Composed[Found]] = {}

    def __call__(self, viewer: Person, *values: Any) -> list[Found]:
        if not viewer.is_active:
            return list(self.question(viewer, *values))
        composed = self.of_kind.get(viewer.kind)
        if composed is None:
            composed = self.of_kind[viewer.kind] = self.composed(viewer.kind)
        return composed(viewer.pk, *values)

    def composed(self, kind: str) -> Composed[Found]:
        # Of some kinds of people a rule asks nothing more: their number does not stand in the question then.
        return Composed(lambda pk, *values: self.question(somebody(pk, kind), *values), idle=[0])


def ask(question: Question, viewer: Person) -> tuple[str, list[Any]]:
    """The SQL of `question(viewer)` and its values, to stand inside a statement of ours or to be run alone."""
    if not viewer.is_active:
        sql, values = question(viewer).query.sql_with_params()
        return sql, list(values)
    sql, marks = compiled(question, viewer.kind, connection.vendor)
    return sql, [viewer.pk if value == STAND_IN else value for value in marks]


def condition(question: Question, viewer: Person) -> tuple[str, list[Any]]:
    """What `question(viewer)`, about one table, asks of each of its rows, for a statement of ours on that table.

    ValueError where the question joins others: their names would be missing there.
    """
    sql, values = ask(question, viewer)
    head, _, asked = sql.partition(" WHERE ")
    if " JOIN " in head or not asked:
        raise ValueError("a question about one table, with a condition")
    return asked, values


def seen_among(question: Question, viewer: Person, ids: Collection[int]) -> set[int]:
    """Which of these ids `question(viewer)`, a question that gives ids, gives too."""
    if not ids:
        return set()
    sql, values = ask(question, viewer)
    with connection.cursor() as db:
        db.execute(f"SELECT q.id FROM ({sql}) q WHERE q.id IN ({each_of()})", [*values, listed(ids)])
        return {row[0] for row in db.fetchall()}


@lru_cache(maxsize=256)
def compiled(question: Question, kind: str, vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The question of a stand-in of this kind of person, for this engine."""
    return question(somebody(STAND_IN, kind)).query.sql_with_params()


def somebody(pk: int, kind: str) -> Person:
    """A person of this kind who may come in, and of whom nothing else is known."""
    return Person(pk=pk, kind=kind, joined_at=timezone.now(), name="stand-in")


@lru_cache(maxsize=64)
def rows_sql(question: Callable[[list[int]], "QuerySet[Any, Any]"], vendor: str) -> str:
    """The SQL of a question about a list of ids, with `{ids}` where the list stands."""
    sql, values = question([MANY]).query.sql_with_params()
    if values != (MANY,) or "IN (%s)" not in sql:
        raise ValueError("a question about ids alone: WHERE id IN (…), no other value")
    return sql.replace("IN (%s)", "IN ({ids})")


def rows(question: Callable[[list[int]], "QuerySet[Any, Any]"], ids: list[int]) -> list[tuple[Any, ...]]:
    """Run a question about ids; values come as the driver gives them (SQLite: naive UTC moments, JSON as text)."""
    if not ids:
        return []
    with connection.cursor() as db:
        db.execute(rows_sql(question, connection.vendor).replace("{ids}", each_of()), [listed(ids)])
        found: list[tuple[Any, ...]] = db.fetchall()
        return found
