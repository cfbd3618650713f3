"""The pump’s few questions, composed once: every write of the house asks them, and composing is dearer than asking."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)


class Prepared(Generic[Row]):
    """A question whose SQL is composed at its first use for each engine; `question` gives it with any values in place.

    Called with the values in the order in which they stand in the SQL, it answers whole rows of the model.
    """

    def __init__(self, question: Callable[[], "models.QuerySet[Row]"]) -> None:
        self.question = question
        self.composed: dict[str, tuple[str, type[Row], list[str], Any, Any]] = {}

    def __call__(self, *values: Any) -> list[Row]:
        if connection.vendor not in self.composed:
            self.composed[connection.vendor] = self.compose()
        sql, model, names, converters, compiler = self.composed[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = cursor.fetchall()
        return [model.from_db(connection.alias, names, row) for row in compiler.apply_converters(found, converters)]

    def compose(self) -> tuple[str, type[Row], list[str], Any, Any]:
        rows = self.question()
        compiler = rows.query.get_compiler(connection=connection)
        sql, _ = compiler.as_sql()
        selected = [expression for expression, _, _ in compiler.select]
        names = [expression.target.attname for expression in selected]
        return sql, rows.model, names, compiler.get_converters(selected), compiler
