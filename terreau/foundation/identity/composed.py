"""Questions composed once for each engine, and asked with other values afterwards.

Composing a question costs Django several times what the database needs to answer it, and on most pages it is the same
question every time. What is written stays an ordinary question of Django; only its SQL is kept.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Found = TypeVar("Found")
PLACE = re.compile(r"(?<!%)%s")
EACH_OF = {"postgresql": "SELECT unnest(%s::bigint[])", "sqlite": "SELECT value FROM json_each(%s)"}
NUMBER, LONG_AGO = -3_141_592_653_000, datetime(1971, 3, 1, tzinfo=UTC)


class Composed(Generic[Found]):
    """`question` is called once with stand-ins for its values; then this is called with the values themselves.

    Values are numbers, texts, moments, or a list of ids for an `__in`. The shape of the question must not depend on
    them, and nothing else that changes (a moment of now) may be written into it. A value that the question does not
    use is a mistake, unless its place is among the `idle`.
    """

    def __init__(self, question: Callable[..., "QuerySet[Any, Found]"], idle: Collection[int] = ()) -> None:
        self.question, self.idle = question, idle
        self.known: dict[tuple[Any, ...], Statement] = {}

    def __call__(self, *values: Any) -> list[Found]:
        """All rows. An empty list of ids finds nothing, and asks nothing."""
        if [] in values:
            return []
        shape = (connection.vendor, *map(type, values))
        statement = self.known.get(shape)
        if statement is None:
            marks = [stand_in(value, place) for place, value in enumerate(values)]
            statement = self.known[shape] = Statement.of(self.question(*marks), marks, self.idle)
        return statement.ask(values)


def stand_in(value: Any, place: int) -> Any:
    """A value of the same type that nobody else writes into a question."""
    if isinstance(value, list):
        return [NUMBER - 500 - place]
    if isinstance(value, datetime):
        return LONG_AGO + timedelta(days=place)
    return NUMBER - place if isinstance(value, int) else f"\ue000stand-in {place}\ue000"


@dataclass(frozen=True)
class Statement:
    """SQL, what fills its marks (a place among the values, else a value of the question itself), how rows are read."""

    sql: str
    marks: list[tuple[int, Any]]
    read: Callable[[list[Any]], list[Any]]

    @classmethod
    def of(cls, rows: "QuerySet[Any, Any]", marks: Sequence[Any], idle: Collection[int] = ()) -> "Statement":
        compiler = rows.query.get_compiler(connection=connection)
        sql, values = compiler.as_sql()
        places = {written(mark[0] if isinstance(mark, list) else mark): place for place, mark in enumerate(marks)}
        filled = [(places.get(value, -1), value) for value in values]
        if {*places.values()} - {place for place, _ in filled} - {*idle}:
            raise ValueError("a value of the question does not stand in its SQL as it is")
        signs = iter([each_of() if place >= 0 and isinstance(marks[place], list) else "%s" for place, _ in filled])
        return cls(PLACE.sub(lambda _: next(signs), sql), filled, reader(rows, compiler))

    def ask(self, values: Sequence[Any]) -> list[Any]:
        """The rows, with these values in their places."""
        given = [written(value) for value in values]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [given[place] if place >= 0 else own for place, own in self.marks])
            return self.read(cursor.fetchall())


def written(value: Any) -> Any:
    """A value as the engine takes it."""
    if isinstance(value, list):
        return listed(value)
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def each_of() -> str:
    """A question for each of a list of ids (`listed`), the same words for any number of them.

    So the engine reads and plans a statement once, not once for each page.
    """
    return EACH_OF[connection.vendor]


def listed(ids: Collection[int]) -> Any:
    """The list as the engine takes it where `each_of` stands."""
    return list(ids) if connection.vendor == "postgresql" else f"[{','.join(map(str, map(int, ids)))}]"


def reader(rows: "QuerySet[Any, Any]", compiler: Any) -> Callable[[list[Any]], list[Any]]:
    """What makes of the database’s rows what the question would have given: things, tuples or single values."""
    converters = compiler.get_converters([expression for expression, _, _ in compiler.select])

    def converted(found: list[Any]) -> list[Any]:
        return list(compiler.apply_converters(found, converters)) if converters else found

    if not issubclass(rows._iterable_class, ModelIterable):
        flat = rows._iterable_class.__name__ == "FlatValuesListIterable"
        return lambda found: [row[0] for row in converted(found)] if flat else [tuple(r) for r in converted(found)]
    things = maker_of(compiler)
    return lambda found: [things(row) for row in converted(found)]


def maker_of(compiler: Any) -> Callable[[Any], Any]:
    """Makes a thing, with those the question selects beside it, of one row of the database."""
    info, select = compiler.klass_info, compiler.select
    model, fields = info["model"], info["select_fields"]
    first, last = fields[0], fields[-1] + 1
    names = [select[place][0].target.attname for place in range(first, last)]
    alias = connection.alias
    beside = get_related_populators(info, select, alias)  # type: ignore[call-arg]  # stubs of a later Django

    annotated = compiler.annotation_col_map or {}

    def make(row: Any) -> Any:
        made = model.from_db(alias, names, row[first:last])
        for populate in beside:
            populate.populate(row, made)
        for name, place in annotated.items():
            setattr(made, name, row[place])
        return made

    return make
