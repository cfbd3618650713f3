"""What the composer shows: one’s drafts, whom one may write for, files and people already chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text import rich
from terreau.network.people import queries as people
from terreau.network.posts import rules
from terreau.network.posts.models import Delegation, Draft
from terreau.network.spaces import queries as spaces

MOST = 100


@dataclass(frozen=True)
class DraftRow:
    """A draft in the list. `refused` says why a scheduled one was not published."""

    key: str
    kind: str
    title: str
    words: str
    space: str
    saved_at: datetime
    scheduled_for: datetime | None
    refused: str

    @property
    def url(self) -> str:
        return f"/posts/new?draft={self.key}"


@dataclass(frozen=True)
class Loan:
    """A name lent: `leader` to `writer`, in one space, until a day."""

    id: int
    key: str
    name: str
    writer: str
    space_key: str
    space: str
    until: datetime


def drafts_of(viewer: Person) -> QuerySet[Draft]:
    """One’s own drafts, with space and post at hand, what appears next first, then the newest."""
    return Draft.objects.filter(rules.own_drafts(viewer)).select_related("space", "post", "author")


def drafts(viewer: Person) -> list[DraftRow]:
    """One’s own drafts and scheduled posts as a list: what appears next first, then the newest."""
    rows = [draft_row(viewer, draft) for draft in drafts_of(viewer).order_by("-saved_at")[:MOST]]
    waiting = sorted((row for row in rows if row.scheduled_for), key=lambda row: str(row.scheduled_for))
    return [*waiting, *[row for row in rows if not row.scheduled_for]]


def draft_row(viewer: Person, draft: Draft) -> DraftRow:
    space = draft.space
    name = spaces.named(space.name, space.names, viewer.language) if space else ""
    words = rich.excerpt(draft.body, 160)
    told = str(draft.options.get("refused") or "") if isinstance(draft.options, dict) else ""
    return DraftRow(draft.key, draft.kind, draft.title, words, name, draft.saved_at, draft.scheduled_for, told)


def draft_count(viewer: Person) -> int:
    return Draft.objects.filter(rules.own_drafts(viewer)).count()


def files_of_writing(viewer: Person, keys: Sequence[str], draft: Draft | None) -> list[storage.File]:
    """The files chosen so far, in order: those the draft holds, and one’s own loose ones."""
    held = storage.attachments_of("draft", [draft.pk]).get(draft.pk, []) if draft else []
    found = {file.key: file for file in [*held, *storage.loose_files(viewer, keys)]}
    return [found[key] for key in keys if key in found]


def chosen_people(viewer: Person, keys: Sequence[str]) -> list[people.Row]:
    """People by key, where the viewer sees them, in the order chosen."""
    ids = dict(people.seen_by(viewer).filter(key__in=keys).values_list("key", "pk")) if keys else {}
    return people.rows(viewer, [ids[key] for key in keys if key in ids])


def loans_to(viewer: Person) -> list[Loan]:
    """Whose name the viewer may write in now, and where."""
    now = timezone.now()
    rows = Delegation.objects.filter(writer_id=viewer.pk, since__lte=now, until__gt=now, ended_at=None)
    return loans(viewer, rows.filter(space__memberships__person_id=F("leader_id")))


def loans_by(viewer: Person) -> list[Loan]:
    """To whom the viewer lent their name, still running."""
    return loans(viewer, Delegation.objects.filter(leader_id=viewer.pk, until__gt=timezone.now(), ended_at=None))


def delegations_of(viewer: Person) -> QuerySet[Delegation]:
    """Names lent by or to the viewer."""
    return Delegation.objects.filter(rules.own_delegations(viewer))


def loans(viewer: Person, rows: QuerySet[Delegation]) -> list[Loan]:
    return [
        Loan(
            row.pk,
            row.leader.key,
            row.leader.name,
            row.writer.name,
            row.space.key,
            spaces.named(row.space.name, row.space.names, viewer.language),
            row.until,
        )
        for row in rows.select_related("leader", "writer", "space").order_by("until", "pk")
    ]
