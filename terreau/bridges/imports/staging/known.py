"""What of a community is here already: the map from its ids to ours, kept on disk while an import runs."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from terreau.bridges.imports.staging.models import Addition, Import, Imported
from terreau.bridges.imports.staging.scratch import Scratch
from terreau.bridges.imports.staging.shapes import Source

LONGEST = 200
_SCHEMA = """
    CREATE TABLE place (kind TEXT, id TEXT, thing INTEGER, address TEXT, run INTEGER, PRIMARY KEY (kind, id))
        WITHOUT ROWID;
    CREATE TABLE told (kind TEXT, id TEXT, row INTEGER, said TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID;
    CREATE TABLE added (row INTEGER, kind TEXT, id TEXT, PRIMARY KEY (row, kind, id)) WITHOUT ROWID;
"""
_PUT = "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?)"
_TOLD = "INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)"
_ADDED = "INSERT OR IGNORE INTO added VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Place:
    """One thing here. `run`: the import that brought it; 0 in a rehearsal, and for what an undone import left."""

    thing_id: int
    address: str
    run: int

    @property
    def key(self) -> str:
        """The key in its address."""
        return self.address.rpartition("/")[2].rpartition("#c-")[2]


@dataclass(frozen=True, slots=True)
class Told:
    """What earlier exports said of one thing; `row` remembers it."""

    row: int
    said: dict[str, Any]


class Known:
    """`find` what a thing became; `add` what was just made. Ids are those of one community (`scope`)."""

    def __init__(self, source: Source) -> None:
        self.scope = scope_of(source)
        self._scratch = Scratch(_SCHEMA)
        kept = dict(Import.objects.filter(report__has_key="kept_until").values_list("pk", "report__kept_until"))
        columns = ("pk", "run_id", "kind", "source_id", "thing_id", "address")
        rows = Imported.objects.filter(scope=self.scope).values_list(*columns).iterator()
        places = ((*place, run if pk > kept.get(run, 0) else 0) for pk, run, *place in rows)
        self._scratch.many(_PUT, places)
        said = Imported.objects.filter(scope=self.scope, said__isnull=False)
        rows = said.values_list("kind", "source_id", "pk", "said").iterator()
        self._scratch.many(_TOLD, ((kind, id, pk, json.dumps(told)) for kind, id, pk, told in rows))
        added = Addition.objects.filter(on__scope=self.scope).values_list("on_id", "kind", "source_id").iterator()
        self._scratch.many(_ADDED, added)

    def find(self, kind: str, source_id: str | None) -> Place | None:
        if source_id is None:
            return None
        question = "SELECT thing, address, run FROM place WHERE kind = ? AND id = ?"
        found = self._scratch.one(question, kind, short(source_id))
        return Place(*found) if found else None

    def message(self, source_id: str) -> Place | None:
        """A post or a comment."""
        return self.find("post", source_id) or self.find("comment", source_id)

    def put(self, kind: str, source_id: str, place: Place) -> None:
        self._scratch.run(_PUT, kind, short(source_id), place.thing_id, place.address, place.run)

    def told(self, kind: str, source_id: str) -> Told | None:
        """What earlier exports said of it; None for what this one brings, or what nothing was noted of."""
        found = self._scratch.one("SELECT row, said FROM told WHERE kind = ? AND id = ?", kind, short(source_id))
        return Told(found[0], json.loads(found[1])) if found else None

    def add(self, row: int, kind: str, source_id: str) -> bool:
        """Note an addition to the thing of that row; False for one that an export said before."""
        return bool(self._scratch.run(_ADDED, row, kind, short(source_id)))

    def row(
        self,
        run: Import | None,
        kind: str,
        source_id: str,
        place: Place,
        waiting: str,
        matched_at: datetime | None,
        said: dict[str, Any] | None,
    ) -> Imported:
        """The row that remembers it."""
        return Imported(
            run=run,
            scope=self.scope,
            kind=kind,
            source_id=short(source_id),
            thing_id=place.thing_id,
            address=place.address,
            waiting=waiting,
            matched_at=matched_at,
            said=said,
        )


def scope_of(source: Source) -> str:
    """The community that ids belong to; where the export names none, the export itself."""
    return f"{source.kind}:{short(source.realm, 100) or source.id}"


def short(source_id: str, most: int = LONGEST) -> str:
    """The id itself, or its digest where it is too long to keep."""
    return source_id if len(source_id) <= most else hashlib.sha256(source_id.encode()).hexdigest()
