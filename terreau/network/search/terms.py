"""The full-text index: the one place where SQLite (FTS5) and PostgreSQL (tsvector) differ. Both hold the same analysed
words and find the same entries (ARCHITECTURE 4b, “Words”); how well one fits is reckoned in `ranking.py`, for both."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
class Groups:
    """What an entry must hold: one term of each of `wanted`, none of `banned`. `prefix`: what is still being typed, and

    `last`, which of the wanted groups it belongs to.
    """

    wanted: tuple[frozenset[str], ...]
    banned: tuple[frozenset[str], ...]
    prefix: str = ""
    last: int = -1

    def beginnings(self) -> list[str]:
        """What every term that is wanted begins with."""
        return sorted({term for group in self.wanted for term in group} | ({self.prefix} if self.prefix else set()))

    def met_by(self, at: int, terms: "Iterable[str]") -> int:
        """How many of these terms meet the group at this place."""
        group, begun = self.wanted[at], self.prefix if at == self.last else ""
        return sum(1 for term in terms if term in group or (begun and term.startswith(begun)))


@dataclass(frozen=True)
class Source:
    """Where a statement reads: what stands behind FROM, the id that orders, the condition with its value, and the

    moment of an entry in seconds since 1970: two thousand of them are numbers sooner than dates.
    """

    tables: str
    id: str
    where: str
    value: str
    seconds: str


def kind_mark(kind: str) -> str:
    """The term by which every entry of a kind is found: a person among two million posts takes no longer."""
    return f"kindof{kind}"


def groups(query: words.Query, languages: Iterable[str]) -> Groups | None:
    """The terms of a query in any of the languages; None when no word is left to look for."""
    asked = list(languages)
    spoken = [words.expand(word, asked) for word in query.words]
    open_end = words.fold(query.words[-1]) if query.prefix and query.words and spoken[-1] else ""
    last = sum(map(bool, spoken)) - 1
    spoken += [words.expand(word, asked) for phrase in query.phrases for word in phrase]
    wanted = tuple(frozenset(group) for group in spoken if group)
    banned = (words.expand(word, asked) for word in query.excluded)
    return Groups(wanted, tuple(frozenset(group) for group in banned if group), open_end, last) if wanted else None


def source(sought: Groups, kinds: Sequence[str]) -> Source:
    """What finds the entries of a query, of these kinds only (none: of all)."""
    marks = frozenset(map(kind_mark, kinds))
    if is_postgresql():
        where = f"{TABLE}.vector @@ to_tsquery('simple', %s)"
        return Source(
            TABLE, f"{TABLE}.id", where, postgresql_text(sought, marks), f"EXTRACT(EPOCH FROM {TABLE}.at)::float8"
        )
    tables = f"search_terms JOIN {TABLE} ON {TABLE}.id = search_terms.rowid"
    seconds = f"(julianday({TABLE}.at) - 2440587.5) * 86400.0"
    return Source(tables, "search_terms.rowid", "search_terms MATCH %s", sqlite_text(sought, marks), seconds)


def sqlite_text(sought: Groups, marks: frozenset[str]) -> str:
    """The condition in FTS5’s words."""

    def said(group: frozenset[str], open_end: str = "") -> str:
        quoted = [f'"{term}"' for term in sorted(group)] + ([f'"{open_end}"*'] if open_end else [])
        return f"({' OR '.join(quoted)})"

    wanted = [said(group, sought.prefix if at == sought.last else "") for at, group in enumerate(sought.wanted)]
    text = " AND ".join([*([said(marks)] if marks else []), *wanted])
    for group in sought.banned:
        text = f"({text}) NOT {said(group)}"
    return text


def postgresql_text(sought: Groups, marks: frozenset[str]) -> str:
    """The condition in PostgreSQL’s words."""

    def said(group: frozenset[str], open_end: str = "") -> str:
        quoted = [f"'{term}'" for term in sorted(group)] + ([f"'{open_end}':*"] if open_end else [])
        return f"({' | '.join(quoted)})"

    wanted = [said(group, sought.prefix if at == sought.last else "") for at, group in enumerate(sought.wanted)]
    text = " & ".join([*([said(marks)] if marks else []), *wanted])
    return text + "".join(f" & !{said(group)}" for group in sought.banned)
