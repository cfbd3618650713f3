"""Bringing a community in, showing it, taking it out again. Nobody is told of anything that came this way."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from terreau.bridges.imports.staging import activities, additions, indexing, lean, queries, received, rules, sources
from terreau.bridges.imports.staging.archive import ArchiveRefused, open_archive
from terreau.bridges.imports.staging.models import Import, Imported
from terreau.bridges.imports.staging.report import Report
from terreau.bridges.imports.staging.taking import Taking, Told
from terreau.bridges.imports.staging.undoing import Undoing, Undone
from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Kind, Person
from terreau.foundation.jobs import queue
from terreau.foundation.storage import actions as storage
from terreau.network.people.actions import importing as people
from terreau.network.posts.actions import importing as posts
from terreau.network.spaces.actions import importing as spaces

NAME = "terreau-imports"


def quiet(progress: float) -> None:
    """Nobody wants to hear how far it is."""


def take(actor: Person, *, kind: str, path: Path, dry_run: bool = False, told: Told = quiet) -> Report:
    """Stage an export in spaces that nobody sees, or with `dry_run` only say what would come.

    In batches, each a transaction; stopped at any point, the same call goes on. Raises ArchiveRefused.
    """
    demand(rules.may_import(actor), _("Only an administrator of the whole network imports."))
    with open_archive(path) as archive:
        source, items = sources.opened(kind, archive)
        if not dry_run:
            demand(not leaving(source.id), _("This import is half taken out: finish that first."))
            begin_again(source.id)
        report = Taking(actor, archive, source, dry_run=dry_run, told=told).take(items)
    with transaction.atomic():
        run = None if dry_run else finished(source.id, report)
        if run is not None:
            record(activities.staged, actor, run, **{name: report.counts[name] for name in sorted(report.counts)})
    return report


def leaving(key: str) -> bool:
    """Was it being taken out when something stopped that?"""
    run = Import.objects.filter(key=key).first()
    return run is not None and bool(run.report.get("leaving"))


def begin_again(key: str) -> None:
    """An import that was undone starts over; what was kept of it is from now on like what another one brought."""
    for run in Import.objects.filter(key=key, undone_at__isnull=False):
        last = Imported.objects.filter(run=run).order_by("-pk").values_list("pk", flat=True).first()
        run.undone_at = run.staged_at = run.shown_at = None
        run.progress, run.failure, run.report = 0, "", {**run.report, "kept_until": last or 0}
        run.save()


def finished(key: str, report: Report) -> Import | None:
    """All of it is in: from now on it can be shown. None for an import that was already finished, or empty."""
    run = Import.objects.filter(key=key, staged_at=None).first()
    if run is not None:
        run.staged_at, run.progress, run.failure = timezone.now(), 1, ""
        run.report = {**run.report, "taken": report.stored(), "asked": ""}
        run.save(update_fields=["staged_at", "progress", "failure", "report"])
    return run


@transaction.atomic
def show(actor: Person, *, run: Import) -> Import:
    """Everything staged appears, in one step. Showing twice changes nothing."""
    demand(rules.may_import(actor), _("Only an administrator of the whole network imports."))
    run = Import.objects.select_for_update().get(pk=run.pk)
    demand(run.staged_at is not None and run.undone_at is None, _("This import is not staged."))
    demand(not run.report.get("leaving"), _("This import is half taken out: finish that first."))
    if run.shown_at is None:
        own = Imported.objects.filter(run=run, matched_at=None)
        kinds: dict[str, list[int]] = defaultdict(list)
        for waiting, person in own.filter(kind="person").values_list("waiting", "thing_id"):
            kinds[waiting].append(person)
        people.reveal(actor, kinds=kinds)
        latest = posts.reveal(actor, posts=ids_of(own, "post"), comments=ids_of(own, "comment"))
        spaces.reveal(actor, spaces=ids_of(own, "space"), active=latest)
        additions.put_in_force(actor, run)
        run.shown_at = timezone.now()
        run.save(update_fields=["shown_at"])
        record(activities.shown, actor, run)
        index_shown.enqueue(run.pk)
    return run


def ids_of(rows: QuerySet[Imported], kind: str) -> list[int]:
    """Ids here of one kind of thing that was brought in."""
    return list(rows.filter(kind=kind).values_list("thing_id", flat=True))


@task(queue_name="slow")
def index_shown(run_id: int) -> None:
    """Let search and the directory find what was shown."""
    indexing.index(run_id)


def undo(actor: Person, *, run: Import, told: Told = quiet) -> Undone:
    """Remove what came, in batches; what people added since stays, with what it hangs on. Stopped, it can go on."""
    demand(rules.may_import(actor), _("Only an administrator of the whole network undoes an import."))
    with transaction.atomic():
        run = Import.objects.select_for_update().get(pk=run.pk)
        run.report = {**run.report, "leaving": True}
        run.save(update_fields=["report"])
    undone = Undoing(actor, run, told).undo()
    with transaction.atomic():
        run = Import.objects.select_for_update().get(pk=run.pk)
        run.undone_at, run.progress, run.failure = timezone.now(), 1, ""
        run.report = {**run.report, "undone": undone.printed(run.key), "asked": "", "leaving": False}
        run.save(update_fields=["undone_at", "progress", "failure", "report"])
        record(activities.undone, actor, run, **undone.removed)
    return undone


def receive(actor: Person, *, kind: str, file: "UploadedFile[Any]") -> Import:
    """An export sent from a page: kept, and looked at by a job. Raises ArchiveRefused and NotKept."""
    demand(rules.may_import(actor), _("Only an administrator of the whole network imports."))
    kept = storage.keep_uploaded(actor, file=file)
    try:
        with received.unpacked(kept.blob.digest, kept.name) as path, open_archive(path) as archive:
            key = archive.id(kind)
    except ArchiveRefused:
        storage.drop(actor, key=kept.key)
        raise
    with transaction.atomic():
        made = {"kind": kind, "name": kept.name, "by": actor}
        run, fresh = Import.objects.get_or_create(key=key, defaults=made)
        storage.detach(actor, None, run)
        storage.attach(actor, [kept.key], run)
        if fresh:
            leave_to_a_job(run, "check", by=actor)
        record(activities.received, actor, run)
    return run


@transaction.atomic
def ask(actor: Person, *, run: Import, step: str) -> None:
    """Have a job do the next step (`check`, `take`, `undo`). One at a time: while one runs or is to be tried again,

    nothing else is begun; one that was given up makes room for the next.
    """
    demand(rules.may_import(actor), _("Only an administrator of the whole network imports."))
    run = Import.objects.select_for_update().get(pk=run.pk)
    if queries.at_work(run):
        return
    queue.drop_dead(run.report.get("job", ""))
    leave_to_a_job(run, step, by=actor)
    record(activities.asked, actor, run, step=step)


def leave_to_a_job(run: Import, step: str, *, by: Person) -> None:
    """Note what was asked for and enqueue it. Part of the caller’s transaction."""
    job = do_step.enqueue(run.pk, by.pk, step)
    run.report, run.failure, run.progress, run.place = {**run.report, "asked": step, "job": job.id}, "", 0, ""
    run.save(update_fields=["report", "failure", "progress", "place"])


@task(queue_name="slow")
def do_step(run_id: int, actor_id: int, step: str) -> None:
    """The step somebody asked for on a page, with their right as it is now. One no longer asked for is not done."""
    run, actor = Import.objects.get(pk=run_id), Person.objects.get(pk=actor_id)
    if run.report.get("asked") != step:
        return
    # A try before this one may have failed: what it said holds no longer.
    run.failure = ""
    run.save(update_fields=["failure"])

    def told(progress: float) -> None:
        Import.objects.filter(pk=run_id).update(progress=progress)

    try:
        if step == "undo":
            undo(actor, run=run, told=told)
        else:
            with lean.unmapped(), received.path_of(run) as path:
                report = take(actor, kind=run.kind, path=path, dry_run=step == "check", told=told)
            run.refresh_from_db()
            if step == "check":
                run.checked_at, run.report = timezone.now(), {**run.report, "checked": report.stored()}
    except Exception as error:
        run.failure = str(error)[:500] or type(error).__name__
        run.save(update_fields=["failure"])
        raise
    if step != "undo":
        run.report = {**run.report, "asked": ""}
        run.save(update_fields=["checked_at", "report"])


def at_terminal() -> Person:
    """Who acts when the terminal imports: the system, which has a name and cannot come in."""
    who, _made = Person.objects.get_or_create(username=NAME, defaults={"name": "Terreau", "kind": Kind.SYSTEM})
    return who
