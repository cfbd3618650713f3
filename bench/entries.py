"""The search index of a world, by bulk: the same entries that the listener writes, made from the words themselves."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.db import connection

from bench.loading import copy, plain
from terreau.foundation.text import words
from terreau.network.search import terms
from terreau.network.search.models import Indexed

Row = tuple[Any, ...]
WEIGHED = terms.VECTOR.partition("vector = ")[2]
COLUMNS = [
    *("kind", "thing_id", "subkind", "space_id", "author_id", "at", "language"),
    *("title", "text", "title_terms", "text_terms"),
]


@lru_cache(maxsize=200_000)
def forms(word: str) -> str:
    return " ".join(words.index_terms(word, "fr"))


def analysed(text: str) -> str:
    """The terms of a text, word by word; a world’s texts are made of few words."""
    return " ".join(filter(None, map(forms, text.split())))


def entry(
    kind: str, id: int, title: str, text: str, at: Any, *, subkind: str = "", space: Any = None, by: Any = None
) -> Row:
    titled = terms.marked(kind, analysed(title).split())
    return kind, id, subkind, space, by, at, "fr", title, text, titled, analysed(text)


def index(rows: Iterator[Row]) -> int:
    """Write entries and the index beside them; the index itself is made once, at the end."""
    if not terms.is_postgresql():
        count = copy(Indexed._meta.db_table, COLUMNS, (tuple(map(plain, row)) for row in rows))
        terms.rebuild()
        return count
    names = ", ".join(COLUMNS)
    with connection.cursor() as db:
        db.execute(f"CREATE TEMP TABLE entries AS SELECT {names} FROM {Indexed._meta.db_table} LIMIT 0")
        count = copy("entries", COLUMNS, rows)
        db.execute("DROP INDEX search_terms")
        db.execute(f"INSERT INTO {Indexed._meta.db_table} ({names}, vector) SELECT {names}, {WEIGHED} FROM entries")
        db.execute("DROP TABLE entries")
        db.execute(terms.POSTGRESQL_SCHEMA[1])
    return count
