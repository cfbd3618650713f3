"""The full-text index: the one place where SQLite (FTS5) and PostgreSQL (tsvector) differ. Both hold the same analysed
words and give the same answers (ARCHITECTURE 4b, “Words”)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from terreau.foundation.text import words
from terreau.network.search.models import Indexed

TABLE = Indexed._meta.db_table
SQLITE_SCHEMA = [
    f"CREATE VIRTUAL TABLE search_terms USING fts5(title_terms, text_terms, content='{TABLE}', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 0', detail=full, columnsize=0)",
]
POSTGRESQL_SCHEMA = [
    f"ALTER TABLE {TABLE} ADD COLUMN vector tsvector",
    f"CREATE INDEX search_terms ON {TABLE} USING gin (vector) WITH (fastupdate = on)",
]
VECTOR = (
    f"UPDATE {TABLE} SET vector = setweight(to_tsvector('simple', title_terms), 'A') ||"
    " setweight(to_tsvector('simple', text_terms), 'D')"
)
# A word of the title counts four times a word of the text, on both engines.
TITLE_WEIGHT = 4.0


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def create() -> None:
    """Make the index beside the table; a migration calls this."""
    with connection.cursor() as db:
        for statement in POSTGRESQL_SCHEMA if is_postgresql() else SQLITE_SCHEMA:
            db.execute(statement)


def drop() -> None:
    with connection.cursor() as db:
        db.execute("ALTER TABLE search_indexed DROP COLUMN vector" if is_postgresql() else "DROP TABLE search_terms")


def rebuild() -> None:
    """Make the whole index again from the table beside it, after a restore."""
    statement = (
        f"{VECTOR} WHERE true" if is_postgresql() else "INSERT INTO search_terms (search_terms) VALUES ('rebuild')"
    )
    with connection.cursor() as db:
        db.execute(statement)


def add(rows: Sequence[Indexed]) -> None:
    """Index saved rows."""
    with connection.cursor() as db:
        if is_postgresql():
            db.execute(f"{VECTOR} WHERE id = ANY(%s)", [[row.pk for row in rows]])
        else:
            statement = "INSERT INTO search_terms (rowid, title_terms, text_terms) VALUES (%s, %s, %s)"
            db.executemany(statement, [(row.pk, row.title_terms, row.text_terms) for row in rows])


def remove(rows: Sequence[Indexed]) -> None:
    """Forget rows, before they change or go: FTS5 wants the very words it was given."""
    if is_postgresql():
        return
    statement = "INSERT INTO search_terms (search_terms, rowid, title_terms, text_terms) VALUES ('delete', %s, %s, %s)"
    with connection.cursor() as db:
        db.executemany(statement, [(row.pk, row.title_terms, row.text_terms) for row in rows])


@dataclass(frozen=True)
class Match:
    """A condition on `search_indexed` as `t`, its values, and an expression that says how well a row fits."""

    join: str
    where: str
    values: list[Any]
    rank: str
    rank_values: list[Any]


def match(query: words.Query, languages: Iterable[str]) -> Match | None:
    """What finds the words of a query in any of the languages; None when no word is left to look for."""
    asked = list(languages)
    groups = [sorted(words.expand(word, asked)) for word in query.words]
    groups += [sorted(words.expand(word, asked)) for phrase in query.phrases for word in phrase]
    banned = [sorted(words.expand(word, asked)) for word in query.excluded]
    groups = [group for group in groups if group]
    if not groups:
        return None
    prefix = words.fold(query.words[-1]) if query.prefix and query.words else ""
    build = postgresql_match if is_postgresql() else sqlite_match
    return build(groups, [group for group in banned if group], prefix, len(query.words) - 1)


def sqlite_match(groups: list[list[str]], banned: list[list[str]], prefix: str, last: int) -> Match:
    """The condition in FTS5’s words."""

    def said(group: list[str], open_end: str) -> str:
        quoted = [f'"{term}"' for term in group] + ([f'"{open_end}"*'] if open_end else [])
        return f"({' OR '.join(quoted)})"

    text = " AND ".join(said(group, prefix if at == last else "") for at, group in enumerate(groups))
    for group in banned:
        text = f"({text}) NOT {said(group, '')}"
    join = f"JOIN {TABLE} t ON t.id = search_terms.rowid"
    return Match(join, "search_terms MATCH %s", [text], f"-bm25(search_terms, {TITLE_WEIGHT}, 1.0)", [])


def postgresql_match(groups: list[list[str]], banned: list[list[str]], prefix: str, last: int) -> Match:
    """The condition in PostgreSQL’s words."""

    def said(group: list[str], open_end: str) -> str:
        quoted = [f"'{term}'" for term in group] + ([f"'{open_end}':*"] if open_end else [])
        return f"({' | '.join(quoted)})"

    text = " & ".join(said(group, prefix if at == last else "") for at, group in enumerate(groups))
    text += "".join(f" & !{said(group, '')}" for group in banned)
    rank = "ts_rank('{0.25, 0.25, 0.25, 1.0}', t.vector, to_tsquery('simple', %s))"
    return Match("", "t.vector @@ to_tsquery('simple', %s)", [text], rank, [text])
