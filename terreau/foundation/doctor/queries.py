from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from terreau.foundation.access.words import Absent, one
from terreau.foundation.activity import numbers
from terreau.foundation.activity.models import Unheard
from terreau.foundation.doctor import journal as pages
from terreau.foundation.doctor import rules
from terreau.foundation.doctor.checks import check_findings, examine, settings_findings
from terreau.foundation.doctor.findings import Finding
from terreau.foundation.identity.models import Person
from terreau.foundation.jobs import queries as jobs_queries
from terreau.foundation.jobs.models import Job
from terreau.foundation.text.masking import mask

PAGE = 30


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as its page lists it."""

    id: int
    key: str
    task: str
    lane: str
    state: str
    tries: str
    at: datetime
    error: str


@dataclass(frozen=True, slots=True)
class JobPage:
    rows: list[JobRow]
    next: int | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Missed:
    """What a listener could not take."""

    id: int
    listener: str
    seq: int
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Health:
    findings: list[Finding]
    lag: dict[str, int]
    missed: list[Missed]


def findings(viewer: Person) -> list[Finding]:
    """The doctor’s whole report; nothing for anybody but operators."""
    return examine() if rules.may_operate(viewer) else []


def operates(viewer: Person) -> bool:
    return rules.may_operate(viewer)


def for_operators(viewer: Person) -> None:
    """These pages exist for operators; for everybody else they are absent."""
    if not rules.may_operate(viewer):
        raise Absent


def settings_of(viewer: Person) -> list[Finding]:
    """Every setting with its meaning, its value without secrets, how it is and what helps."""
    for_operators(viewer)
    found = settings_findings(settings.CONFIGURATION)
    return [replace(one, name=f"TERREAU_{one.name.upper()}") for one in found]


def health(viewer: Person) -> Health:
    """Machine, database, engines; how far listeners are behind; what they could not take."""
    for_operators(viewer)
    missed = [missed_of(row) for row in numbers.all_set_aside()[:PAGE]]
    return Health(list(check_findings(settings.CONFIGURATION)), numbers.lag(), missed)


def missed_of(row: Unheard) -> Missed:
    return Missed(row.pk, row.listener.removeprefix("terreau."), row.seq, mask(row.reason)[:300], row.at)


def missed(viewer: Person, id: int) -> Unheard:
    """One thing that was set aside, or `Absent`."""
    for_operators(viewer)
    found = numbers.aside(id)
    if found is None:
        raise Absent
    return found


def journal(viewer: Person, *, asked: pages.Asked) -> pages.Page:
    """Who did what, the newest first."""
    for_operators(viewer)
    return pages.page(viewer, asked)


def jobs(viewer: Person, *, state: str = "", lane: str = "", before: int | None = None) -> JobPage:
    """One page of the queue, the newest first, and how many jobs are in each state."""
    for_operators(viewer)
    found = list(jobs_queries.jobs(viewer, state=state, lane=lane, before=before)[: PAGE + 1])
    rows = [job_row(job) for job in found[:PAGE]]
    return JobPage(rows, rows[-1].id if len(found) > PAGE else None, jobs_queries.counts(viewer))


def job_row(job: Job) -> JobRow:
    when = job.finished_at or job.started_at or job.run_after
    task = job.task.removeprefix("terreau.")
    tries = f"{job.attempts}/{job.max_attempts}"
    return JobRow(job.pk, job.key, task, job.lane, job.state, tries, when, mask(job.error))


def job(viewer: Person, key: str) -> Job:
    """The one job of this key, or `Absent`."""
    return one(jobs_queries.job(viewer, key))
