"""What somebody is writing: their drafts, and the files chosen so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text.blocks import Joined, joined
from terreau.network.pages import rules
from terreau.network.pages.models import Page, PageDraft, Version
from terreau.network.pages.queries.reading import files_of
from terreau.network.pages.queries.versions import Comparison, comparison


@dataclass(frozen=True)
class Clash:
    """Two people changed one page: what the other made of it, what this one wrote, and both joined."""

    theirs: Comparison
    mine: Comparison
    joined: Joined

    @property
    def number(self) -> int:
        """The version on which the joined text builds."""
        return self.theirs.new.number


@dataclass(frozen=True)
class Begun:
    """A new page somebody has begun in a space."""

    key: str
    title: str
    saved_at: datetime
    space_key: str

    @property
    def url(self) -> str:
        return f"/spaces/{self.space_key}/pages/new?draft={self.key}"


def drafts_of(viewer: Person) -> "QuerySet[PageDraft]":
    """One’s own drafts, in spaces one may still read."""
    return PageDraft.objects.filter(rules.own_drafts(viewer)).select_related("space", "parent", "page", "author")


def begun_in(viewer: Person, space_id: int) -> list[Begun]:
    """New pages the viewer has begun in this space, the last one first."""
    rows = drafts_of(viewer).filter(space_id=space_id, page=None).order_by("-saved_at")[:20]
    return [Begun(row.key, row.title, row.saved_at, row.space.key) for row in rows]


def draft_for(viewer: Person, page: Page) -> PageDraft | None:
    """The next version of a page that the viewer has begun."""
    return drafts_of(viewer).filter(page=page).first()


def clash(viewer: Person, page: Page, *, since: int, title: str, body: str) -> Clash:
    """What to show somebody who began at version `since` of a page that has a newer one now."""
    known = Version.objects.filter(page=page).select_related("by")
    base = known.filter(number=since).first() or known.order_by("number")[0]
    newest = known.get(number=page.number)
    own = Version(page=page, number=0, title=title, body=body, by=viewer)
    both = joined(base.body, newest.body, body)
    return Clash(comparison(viewer, base, newest), comparison(viewer, base, own), both)


def files_of_writing(
    viewer: Person, keys: Sequence[str], page: Page | None, draft: PageDraft | None
) -> list[storage.File]:
    """The files chosen so far, in order: those of the page, those the draft holds, and one’s own loose ones."""
    held = storage.attachments_of("pagedraft", [draft.pk]).get(draft.pk, []) if draft else []
    there = files_of(viewer, page) if page else []
    found = {file.key: file for file in [*there, *held, *storage.loose_files(viewer, keys)]}
    return [found[key] for key in keys if key in found]
