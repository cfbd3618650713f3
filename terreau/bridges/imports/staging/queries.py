import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from terreau.bridges.imports.staging import rules
from terreau.bridges.imports.staging.models import Import
from terreau.bridges.imports.staging.report import COUNTED, place
from terreau.bridges.imports.staging.shapes import Said
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.models import Person

RUNNING = ("checking", "taking", "undoing")
LINES = 200
_NAMED = re.compile(r"\b(line|column|entry|item) (\d+)")


@dataclass(frozen=True)
class Told:
    """Something a report says `count` times; the first `lines` as place and what is said there."""

    what: str
    count: int
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """One import as its page shows it. `figures` by name; `skipped` and `warnings` each said once."""

    key: str
    name: str
    kind: str
    state: str
    percent: int
    at: datetime
    failure: str
    figures: dict[str, int]
    skipped: list[Told]
    skipped_count: int
    warnings: list[Told]
    matched: int
    doubtful: list[dict[str, str]]
    same_name: list[str]
    overlapping: list[dict[str, Any]]
    kept: list[str]

    @property
    def running(self) -> bool:
        """Is a job at work on it?"""
        return self.state in RUNNING


def may_import(viewer: Person) -> bool:
    """Is bringing a community in this person’s business?"""
    return rules.may_import(viewer)


def seen_by(viewer: Person) -> QuerySet[Import]:
    """Imports, the newest first; none for whoever may not import."""
    return Import.objects.filter(rules.listed(viewer)).order_by("-received_at", "-pk")


def find(viewer: Person, key: str) -> Import | None:
    """The import with this id, or None."""
    return seen_by(viewer).filter(key=key).first()


def one_seen(viewer: Person, key: str) -> Import:
    """The import with this id, or Absent."""
    return one(seen_by(viewer).filter(key=key))


def rows(viewer: Person) -> list[Row]:
    """All of them, or Absent for whoever may not import."""
    if not rules.may_import(viewer):
        raise Absent
    return [row_of(run) for run in seen_by(viewer)[:LINES]]


def row(viewer: Person, key: str) -> Row:
    """One of them, or Absent."""
    return row_of(one_seen(viewer, key))


def row_of(run: Import) -> Row:
    """As a page shows it: what it has brought, else what it would bring."""
    said = run.report.get("taken") or run.report.get("checked") or {}
    return Row(
        key=run.key,
        name=run.name,
        kind=run.kind,
        state=state_of(run),
        percent=round(run.progress * 100),
        at=run.received_at,
        failure=_(run.failure) if run.failure else "",
        figures={name: said[name] for name in COUNTED if name in said},
        skipped=[group_of(group) for group in said.get("left_out", [])[:LINES]],
        skipped_count=said.get("left_out_count", 0),
        warnings=[group_of(group) for group in said.get("told", [])[:LINES]],
        matched=said.get("people_matched", 0),
        doubtful=said.get("people_doubtful", [])[:LINES],
        same_name=said.get("spaces_same_name", []),
        overlapping=said.get("spaces_overlapping", []),
        kept=(run.report.get("undone") or {}).get("kept_because_of_replies", [])[:LINES],
    )


def state_of(run: Import) -> str:
    """Where it stands, in one word."""
    if run.failure:
        return "failed"
    if run.undone_at:
        return "undone"
    if run.report.get("leaving") and not run.report.get("asked"):
        return "leaving"
    if run.report.get("asked"):
        return {"check": "checking", "take": "taking", "undo": "undoing"}[run.report["asked"]]
    if run.shown_at:
        return "shown"
    return "staged" if run.staged_at else "checked" if run.checked_at else "stopped"


def group_of(stored: dict[str, Any]) -> Told:
    """Lines that say the same, as they were stored, in the language of the page."""
    said = stored["said"]
    lines = [(place(file, placed(position)), told(Said(said, filled))) for file, position, filled in stored["lines"]]
    return Told(told(Said(said, stored["filled"])), stored["count"], lines)


def placed(position: str) -> str:
    """Where something stands in a file, in the language of the page."""
    words = {"line": _("line"), "column": _("column"), "entry": _("entry"), "item": _("item")}
    return _NAMED.sub(lambda match: f"{words[match[1]]} {match[2]}", position)


def told(said: Said) -> str:
    """A sentence of a report, in the language of the page."""
    values: Mapping[str, object] = said.values
    return _(said.text).format(**values)
