"""The full-text index: the one place where SQLite (FTS5) and PostgreSQL (tsvector) differ. Both hold the same analysed
words and find the same entries (ARCHITECTURE 4b, “Words”); how well one fits is reckoned in `ranking.py`, for both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from terreau.foundation.text import words
from terreau.network.search.models import Indexed

TABLE = Indexed._meta.db_table
MARK = "qz"  # no word of any language begins so
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

    def met_by(self, at: int, terms: Sequence[str]) -> bool:
        """Does one of these terms meet the group at this place?"""
        return not self.wanted[at].isdisjoint(terms) or (at == self.last and self.begun_by(terms))

    def begun_by(self, terms: Sequence[str]) -> bool:
        """Does one of these terms begin as what is still being typed?"""
        return bool(self.prefix) and any(term.startswith(self.prefix) for term in terms)

    def ask_for_all(self, terms: Sequence[str]) -> bool:
        """Is each of these terms one that was asked for?"""
        others = set(terms).difference(*self.wanted)
        return not others or all(self.begun_by([term]) for term in others)

    def spelled(self, at: int) -> dict[str, bool]:
        """The terms of a group, and what is still being typed, which is a beginning (True)."""
        begun = {self.prefix: True} if self.prefix and at == self.last else {}
        return dict.fromkeys(self.wanted[at], False) | begun

    def signs(self, at: int) -> list[str]:
        """What stands once for each term that meets the group, in a text with two spaces around each of its terms."""
        begun = self.prefix if at == self.last else ""
        whole = [f" {term} " for term in self.wanted[at] if not (begun and term.startswith(begun))]
        return [*whole, f" {begun}"] if begun else whole


@dataclass(frozen=True)
class Engine:
    """How an engine is asked, and how it spells a condition."""

    tables: str
    id: str
    where: str
    at: str
    term: str
    begins: str
    either: str
    both: str
    never: str


SQLITE = Engine(
    tables=f"search_terms JOIN {TABLE} ON {TABLE}.id = search_terms.rowid",
    id="search_terms.rowid",
    where="search_terms MATCH %s",
    at=f"+{TABLE}.at",  # as it is written: most of a thousand moments are never read
    term='"{}"',
    begins="*",
    either=" OR ",
    both=" AND ",
    never=" NOT ",
)
POSTGRESQL = Engine(
    tables=TABLE,
    id=f"{TABLE}.id",
    where=f"{TABLE}.vector @@ to_tsquery('simple', %s)",
    at=f"{TABLE}.at",
    term="'{}'",
    begins=":*",
    either=" | ",
    both=" & ",
    never=" & !",
)


@dataclass(frozen=True)
class Source:
    """Where a statement reads: behind FROM, the id that orders, the moment, the condition with its value."""

    tables: str
    id: str
    at: str
    where: str
    value: str


def kind_mark(kind: str) -> str:
    """The term by which every entry of a kind is found: a person among two million posts takes no longer."""
    return f"{MARK}k{kind}"


def title_mark(term: str) -> str:
    """The term by which an entry is found that bears `term` in its title: so titles are found by themselves."""
    return f"{MARK}t{term}"


def marked(kind: str, titled: Sequence[str]) -> str:
    """The terms of a title as they are kept: with the marks of its kind and of each of them."""
    return " ".join([kind_mark(kind), *titled, *map(title_mark, dict.fromkeys(titled))])


def unmarked(title_terms: str) -> list[str]:
    """The terms of a title without marks."""
    return [term for term in title_terms.split(" ") if not term.startswith(MARK)]


def groups(query: words.Query, languages: Iterable[str]) -> Groups | None:
    """The terms of a query in any of the languages; None when no word is left to look for."""
    asked = list(languages)
    spoken = [terms_of(word, asked) for word in query.words]
    open_end = words.fold(query.words[-1]) if query.prefix and query.words and spoken[-1] else ""
    open_end = "" if open_end.startswith(MARK) or MARK.startswith(open_end) else open_end
    last = sum(map(bool, spoken)) - 1
    spoken += [terms_of(word, asked) for phrase in query.phrases for word in phrase]
    wanted = tuple(frozenset(group) for group in spoken if group)
    banned = (terms_of(word, asked) for word in query.excluded)
    return Groups(wanted, tuple(frozenset(group) for group in banned if group), open_end, last) if wanted else None


def terms_of(word: str, languages: Iterable[str]) -> set[str]:
    """What the index may hold for a word; marks are nobody’s words."""
    return {term for term in words.expand(word, languages) if not term.startswith(MARK)}


def source(sought: Groups, beside: Sequence[Mapping[str, bool]] = ()) -> Source:
    """What finds the entries of a query that hold one of each of `beside` too: terms, or beginnings (True)."""
    engine = POSTGRESQL if is_postgresql() else SQLITE
    wanted = [sought.spelled(at) for at in range(len(sought.wanted))]
    text = engine.both.join(one_of(group, engine) for group in [*beside, *wanted])
    for group in sought.banned:
        text = f"({text}){engine.never}{one_of(dict.fromkeys(group, False), engine)}"
    return Source(engine.tables, engine.id, engine.at, engine.where, text)


def one_of(terms: Mapping[str, bool], engine: Engine) -> str:
    """One of these terms, or what begins so, in an engine’s words."""
    said = (engine.term.format(term) + engine.begins * begins for term, begins in sorted(terms.items()))
    return f"({engine.either.join(said)})"


def of_kinds(kinds: Iterable[str]) -> dict[str, bool]:
    """What an entry of one of these kinds holds."""
    return dict.fromkeys(map(kind_mark, kinds), False)


def in_title(sought: Groups) -> dict[str, bool]:
    """What an entry holds that bears one of the words in its title."""
    spelled = [sought.spelled(at) for at in range(len(sought.wanted))]
    return {title_mark(term): begins for group in spelled for term, begins in group.items()}
