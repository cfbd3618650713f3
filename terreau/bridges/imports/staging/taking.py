"""Taking what a reader yields, a batch a transaction: things and what remembers them are kept together or not at all.

Whatever stops it, another run goes on where this one was: what is remembered is passed over.
"""

from collections.abc import Callable, Iterable

from django.db import transaction

from terreau.bridges.imports.staging import plain, reasons, references
from terreau.bridges.imports.staging.additions import Additions
from terreau.bridges.imports.staging.archive import Archive, Damaged
from terreau.bridges.imports.staging.known import short
from terreau.bridges.imports.staging.life import Life
from terreau.bridges.imports.staging.models import Import, Imported
from terreau.bridges.imports.staging.report import Report
from terreau.bridges.imports.staging.shapes import Comment, File, Item, Notice, Post, Said, Skipped, Source
from terreau.bridges.imports.staging.writing import Thing, Writer
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage.refusals import NotKept
from terreau.network.posts.actions import importing as posts
from terreau.network.spaces.actions import importing as spaces
from terreau.network.spaces.queries import likeness

ROWS = 450  # at most about 500 rows a transaction
LINKED = 100  # texts rewritten in one transaction
Told = Callable[[float], None]


class Taking:
    """One run over an archive. `told` hears after every batch how far it is, from 0 to 1."""

    def __init__(self, actor: Person, archive: Archive, source: Source, *, dry_run: bool, told: Told) -> None:
        self.actor, self.archive, self.source, self.dry_run, self.told = actor, archive, source, dry_run, told
        self.report = Report(source.id)
        self.writer = Writer(actor, source, self.report)
        self.additions = Additions(self.writer)
        self.batch: list[Thing] = []
        self.weight = 0
        self.life = Life()

    def take(self, items: Iterable[Item]) -> Report:
        """Everything, to its end."""
        if not self.dry_run:
            self.writer.run = Import.objects.filter(key=self.source.id).first()
        for item in items:
            self._take(item)
        self._flush()
        self.additions.note_members(self.life)
        self._flush()
        self.additions.tell()
        run = self.writer.run
        if run is not None and run.staged_at is None:
            self._link(run)
            self._settle(run)
        self.report.doubtful = self.writer.matcher.doubtful
        if self.dry_run:
            self._compare()
        return self.report

    def _take(self, item: Item) -> None:
        if isinstance(item, Skipped):
            self.report.skipped.add(item.file, item.position, item.reason)
        elif isinstance(item, Notice):
            self.report.warnings.add(item.file, item.position, item.said)
        elif not isinstance(item, Source):
            self.life.note(item)
            if self.writer.is_new(item):
                self._hold(item)
            else:
                self._note(item)

    def _hold(self, item: Thing) -> None:
        """Into the batch; a full one is written first."""
        weight = 3
        if isinstance(item, Post | Comment):
            weight += len(item.reactions) + 2 * len(item.files)
        if self.batch and self.weight + weight > ROWS:
            self._flush()
        self.batch.append(item)
        self.weight += weight

    def _note(self, item: Thing) -> None:
        """It is here: what is new about it waits for the next batch."""
        self.additions.note(item)
        if len(self.additions.waiting) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        """Write the batch; in a rehearsal only count it."""
        batch, self.batch, self.weight = self.batch, [], 0
        if not batch and not self.additions.waiting:
            return
        if self.dry_run:
            self._write(batch, {})
        else:
            kept = self._kept(batch)
            with transaction.atomic():
                self._running()
                self._write(batch, kept)
        self.told(min(0.99, self.archive.progress()))

    def _write(self, batch: list[Thing], kept: dict[str, list[str]]) -> None:
        self.writer.write(batch, kept)
        self.additions.write()

    def _running(self) -> None:
        """The row of this import, made with the first thing it brings."""
        if self.writer.run is None:
            name = self.source.name[:255]
            self.writer.run = Import.objects.create(key=self.source.id, kind=self.source.kind, name=name, by=self.actor)
        far, where = min(0.99, self.archive.progress()), plain.shown(self.archive.at)[:300]
        Import.objects.filter(pk=self.writer.run.pk).update(progress=far, place=where)

    def _kept(self, batch: list[Thing]) -> dict[str, list[str]]:
        """The files of a batch, stored before its transaction; keys by post or comment. What cannot be is told."""
        kept: dict[str, list[str]] = {}
        for item in batch:
            if isinstance(item, Post | Comment):
                keys = [self._keep(file, item) for file in item.files if file.path is not None]
                kept[item.source_id] = [key for key in keys if key]
                self.report.counts["files"] += len(kept[item.source_id])
        return kept

    def _keep(self, file: File, item: Post | Comment) -> str:
        path = file.path or ""
        try:
            with self.archive.open(path) as content:
                return storage.keep(self.actor, content=content, name=file.name, source=self.writer.label(item.at)).key
        except Damaged as damage:
            self.report.skipped.add(path, self.archive.place(path), damage.reason)
        except NotKept as refusal:
            self.report.skipped.add(path, self.archive.place(path), Said(reasons.NOT_KEPT, {"why": refusal.why}))
        return ""

    def _compare(self) -> None:
        """Spaces here that resemble those that would come."""
        find = self.writer.known.find
        fresh = [space for id, space in self.life.spaces.items() if (place := find("space", id)) and not place.thing_id]
        self.report.same_name = likeness.alike(self.actor, names=[space.name for space in fresh])
        for space in fresh:
            people = self.life.members(space)
            here = {place.thing_id for person in people if (place := find("person", person))} - {0}
            for name, count in likeness.overlapping(self.actor, people=here):
                self.report.overlapping.append({"space": space.name, "overlaps": name, "people": count})

    def _link(self, run: Import) -> None:
        """The last pass: texts that name what came after them."""
        rows = Imported.objects.filter(run=run, kind__in=["post", "comment"]).exclude(waiting="").order_by("pk")
        while batch := list(rows[:LINKED]):
            bodies = {(row.kind, row.thing_id): references.resolved(row.waiting, self.writer.known)[0] for row in batch}
            with transaction.atomic():
                posts.rewrite(self.actor, bodies=bodies)
                Imported.objects.filter(pk__in=[row.pk for row in batch]).update(waiting="")

    def _settle(self, run: Import) -> None:
        """Members of the spaces brought in; where the export names none, those who wrote there."""
        for source_id, space in self.life.spaces.items():
            place = self.writer.known.find("space", source_id)
            if place is None or place.run != run.pk:
                continue
            named = self.life.members(space)
            found = [self.writer.known.find("person", person) for person in named]
            members = list(dict.fromkeys(person.thing_id for person in found if person))
            active = self.life.active.get(source_id)
            while spaces.settle(self.actor, space_id=place.thing_id, members=members, active_at=active):
                pass
            rows = Imported.objects.filter(run=run, kind="space", source_id=short(source_id))
            rows.update(said={"members": list(named)})
