import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from terreau.bridges.imports.staging import rules
from terreau.bridges.imports.staging.models import Import, Imported
from terreau.bridges.imports.staging.report import COUNTED, place
from terreau.bridges.imports.staging.shapes import Said
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import backlog
from terreau.foundation.storage import queries as storage

if TYPE_CHECKING:
    from terreau.foundation.jobs.models import Job

RUNNING = ("checking", "taking", "undoing")
BROUGHT = {"person": "people", "space": "spaces", "post": "posts", "comment": "comments"}
LINES = 200
_NAMED = re.compile(r"\b(line|column|entry|item) (\d+)")


@dataclass(frozen=True)
class Told:
    """Something a report says `count` times; the first `lines` as place and what is said there."""

    what: str
    count: int
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class Stopped:
    """A step that goes on only when somebody says so: which, why, at how many `percent` of the export, in which file.

    `kept`: what it had brought by then, by name; `here`: the export is kept to go on with; `job` did it, if one did.
    """

    step: str
    why: str
    percent: int
    place: str
    kept: dict[str, int]
    here: bool
    job: str


@dataclass(frozen=True)
class Row:
    """One import as its page shows it. `figures` by name; `skipped` and `warnings` each said once.

    `failure`: why the last try failed, where it is tried again by itself; `stopped`: where it is not.
    """

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
    stopped: Stopped | None = None

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
    found = list(seen_by(viewer)[:LINES])
    jobs = backlog.by_key(run.report.get("job", "") for run in found)
    return [row_of(run, jobs.get(run.report.get("job", ""))) for run in found]


def row(viewer: Person, key: str) -> Row:
    """One of them, or Absent."""
    run = one_seen(viewer, key)
    job = job_of(run)
    return replace(row_of(run, job), stopped=stop_of(run, job))


def at_work(run: Import) -> bool:
    """Is a job at work on it, or going to be?"""
    return state_of(run, job_of(run)) in RUNNING


def job_of(run: Import) -> "Job | None":
    """The job that does, did or gave up the last step asked for on a page."""
    key = run.report.get("job", "")
    return backlog.by_key([key]).get(key)


def stop_of(run: Import, job: "Job | None") -> Stopped | None:
    """Where and why it stopped; None for one that did not. A command that was killed leaves no reason."""
    state = state_of(run, job)
    if state not in ("failed", "stopped", "leaving"):
        return None
    step = run.report.get("asked") or ("undo" if run.report.get("leaving") else "take")
    of_this = Imported.objects.filter(run=run, matched_at=None).order_by().values("kind")
    held = {row["kind"]: row["count"] for row in of_this.annotate(count=Count("pk"))}
    kept = {name: held[kind] for kind, name in BROUGHT.items() if kind in held}
    here = bool(storage.hung_on("import", [run.pk]))
    return Stopped(step, why_of(run, job), round(run.progress * 100), run.place, kept, here, job.key if job else "")


def why_of(run: Import, job: "Job | None") -> str:
    """The reason, in the language of the page."""
    if run.failure:
        return _(run.failure)
    if job is not None and job.crashes:
        died = ngettext(
            "The process that did it died %(count)s time, perhaps for want of memory.",
            "The process that did it died %(count)s times, perhaps for want of memory.",
            job.crashes,
        )
        return died % {"count": job.crashes}
    if job is not None and job.error:
        return job.error
    return _("It was ended before its time.")


def row_of(run: Import, job: "Job | None") -> Row:
    """As a page shows it: what it has brought, else what it would bring."""
    said = run.report.get("taken") or run.report.get("checked") or {}
    return Row(
        key=run.key,
        name=run.name,
        kind=run.kind,
        state=state_of(run, job),
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


def state_of(run: Import, job: "Job | None") -> str:
    """Where it stands, in one word. What was asked for has failed once no job is left that does it."""
    asked = run.report.get("asked")
    if asked:
        alive = job is not None and job.state in ("waiting", "running")
        return {"check": "checking", "take": "taking", "undo": "undoing"}[asked] if alive else "failed"
    if run.undone_at:
        return "undone"
    if run.report.get("leaving"):
        return "leaving"
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
