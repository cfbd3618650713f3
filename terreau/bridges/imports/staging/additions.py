"""What a later export says of what is here already: gathered while it is read, in force once shown, and taken back.

Only what no export before it said is added, so that whoever left a space or took a reaction back is left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from terreau.bridges.imports.staging import reasons
from terreau.bridges.imports.staging.known import short
from terreau.bridges.imports.staging.life import Life
from terreau.bridges.imports.staging.models import Addition, Import
from terreau.bridges.imports.staging.shapes import Comment, Post, Said
from terreau.bridges.imports.staging.writing import KINDS, Thing, Writer
from terreau.foundation.identity.models import Person
from terreau.network.posts.actions import late as posts
from terreau.network.spaces.actions import importing as spaces

PORTION = 450


@dataclass(frozen=True, slots=True)
class Later:
    """One of them; `row` remembers the thing it is about."""

    row: int
    kind: str
    source_id: str
    value: str = ""


class Additions:
    """Those of one run over an archive; without a run they are only counted (a rehearsal)."""

    def __init__(self, writer: Writer) -> None:
        self.writer, self.known = writer, writer.known
        self.waiting: list[Later] = []
        self.members = self.answers = 0

    def note(self, item: Thing) -> None:
        """A thing that is here already: what is new about it."""
        said = self._said(item)
        if said is None or not isinstance(item, Post | Comment):
            return
        row, told = said
        given = set(told.get("reactions", ()))
        for reaction in item.reactions:
            if reaction.person not in given:
                self._hold(Later(row, Addition.REACTION, reaction.person, reaction.name))
        if isinstance(item, Comment) and item.accepted and not told.get("accepted"):
            self._hold(Later(row, Addition.ACCEPTED, item.source_id))

    def note_members(self, life: Life) -> None:
        """Spaces that are here already: who is in them now and was not before."""
        for space in life.spaces.values():
            said = self._said(space)
            if said is None or "members" not in said[1]:
                continue
            before = set(said[1]["members"])
            for person in life.members(space):
                if person not in before:
                    self._hold(Later(said[0], Addition.MEMBER, person))

    def write(self) -> None:
        """Keep those that wait, behind the switch. Part of the caller’s transaction."""
        run = self.writer.run
        for row, source_id in self.writer.answers:
            if self.known.add(row, Addition.ACCEPTED, source_id):
                self.waiting.append(Later(row, Addition.ACCEPTED, source_id))
        waiting, self.waiting, self.writer.answers = self.waiting, [], []
        found = [(later, self._thing(later)) for later in waiting]
        rows = [(later, thing) for later, thing in found if thing is not None]
        for later, _thing in rows:
            self._count(later)
        if run is not None:
            Addition.objects.bulk_create(_row(run, later, thing) for later, thing in rows)

    def tell(self) -> None:
        """A line in the report for what no figure of it says."""
        for count, words in ((self.members, reasons.MEMBERS_LATER), (self.answers, reasons.ANSWERS_LATER)):
            if count:
                self.writer.report.warnings.add("", "", Said(words, {"count": count}))

    def _said(self, item: Thing) -> tuple[int, dict[str, list[str]]] | None:
        """The row of a thing that another import brought, and what exports said of it so far."""
        kind, run = KINDS[type(item)], self.writer.run
        place, told = self.known.find(kind, item.source_id), self.known.told(kind, item.source_id)
        if place is None or told is None or (run is not None and (place.run == run.pk or run.staged_at is not None)):
            return None
        return told.row, told.said

    def _hold(self, later: Later) -> None:
        if self.known.add(later.row, later.kind, later.source_id):
            self.waiting.append(later)

    def _thing(self, later: Later) -> int | None:
        kind = "comment" if later.kind == Addition.ACCEPTED else "person"
        place = self.known.find(kind, later.source_id)
        return place.thing_id if place else None

    def _count(self, later: Later) -> None:
        if later.kind == Addition.REACTION:
            self.writer.report.counts["reactions"] += 1
        self.members += later.kind == Addition.MEMBER
        self.answers += later.kind == Addition.ACCEPTED


def _row(run: Import, later: Later, thing_id: int) -> Addition:
    return Addition(
        run=run,
        on_id=later.row,
        kind=later.kind,
        source_id=short(later.source_id),
        thing_id=thing_id,
        value=later.value,
    )


def put_in_force(actor: Person, run: Import) -> None:
    """All additions of an import that is shown. Part of the caller’s transaction."""
    for some in _portions(run, done=False):
        done: set[tuple[object, ...]] = {("member", *pair) for pair in spaces.admit_late(actor, members=_members(some))}
        done |= {("reaction", *given) for given in posts.react_late(actor, reactions=_reactions(some))}
        done |= {("accepted", answer) for answer in posts.accept_late(actor, comments=_answers(some))}
        applied = [row.pk for row in some if _mark(row) in done]
        Addition.objects.filter(pk__in=applied).update(done_at=timezone.now())


def take_back(actor: Person, run: Import) -> None:
    """Those in force are no longer, a portion a transaction; stopped, it can go on."""
    Addition.objects.filter(run=run, done_at=None).delete()
    for some in _portions(run, done=True):
        with transaction.atomic():
            spaces.dismiss_late(actor, members=_members(some))
            posts.take_back_late(actor, reactions=_reactions(some), accepted=_answers(some))
            Addition.objects.filter(pk__in=[row.pk for row in some]).delete()


def _portions(run: Import, *, done: bool) -> Iterator[list[Addition]]:
    rows = Addition.objects.filter(run=run, done_at__isnull=not done).select_related("on").order_by("pk")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:PORTION]):
        yield some
        last = some[-1].pk


def _mark(row: Addition) -> tuple[object, ...]:
    """What tells one from another, as the rooms name it."""
    if row.kind == Addition.MEMBER:
        return ("member", row.on.thing_id, row.thing_id)
    if row.kind == Addition.REACTION:
        return ("reaction", row.on.kind, row.on.thing_id, row.thing_id)
    return ("accepted", row.thing_id)


def _members(some: list[Addition]) -> list[tuple[int, int]]:
    return [(row.on.thing_id, row.thing_id) for row in some if row.kind == Addition.MEMBER]


def _reactions(some: list[Addition]) -> list[posts.Late]:
    rows = [row for row in some if row.kind == Addition.REACTION]
    return [posts.Late(row.on.kind, row.on.thing_id, row.thing_id, row.value) for row in rows]


def _answers(some: list[Addition]) -> list[int]:
    return [row.thing_id for row in some if row.kind == Addition.ACCEPTED]
