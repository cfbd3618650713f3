"""Pages that are not saved yet: kept as one types, found again on any device."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from terreau.foundation.access.words import demand
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.text import rich
from terreau.network.pages import queries, rules
from terreau.network.pages.models import Page, PageDraft

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


@dataclass(frozen=True)
class Written:
    """What somebody has written so far: the text as HTML, files by key."""

    title: str = ""
    body: str = ""
    files: Sequence[str] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.title.strip() or self.files or not rich.is_empty(self.body))


@transaction.atomic
def keep_new(
    actor: Person, *, space: "Space", said: Written, parent: Page | None = None, draft: PageDraft | None = None
) -> PageDraft | None:
    """Keep a new page as it is written; where all was deleted again, its draft goes."""
    draft = draft or PageDraft(author=actor, space=space)
    demand(rules.may_write_draft(actor, draft))
    if not said.says_something:
        take_draft(actor, draft)
        return None
    draft.parent = parent
    return kept(actor, draft, said, there=set())


@transaction.atomic
def keep_next(actor: Person, *, page: Page, since: int, said: Written) -> PageDraft | None:
    """Keep the next version of a page as it is written, with the version it began at."""
    demand(rules.may_edit(actor, page))
    draft = queries.draft_for(actor, page) or PageDraft(author=actor, space=page.space, page=page)
    if not said.says_something:
        take_draft(actor, draft)
        return None
    draft.number, draft.space = since, page.space
    return kept(actor, draft, said, there={file.key for file in queries.files_of(actor, page)})


@transaction.atomic
def discard_draft(actor: Person, *, draft: PageDraft) -> None:
    """Throw away what was begun, with its files."""
    demand(rules.may_write_draft(actor, draft))
    storage.detach(actor, None, draft)
    draft.delete()


def kept(actor: Person, draft: PageDraft, said: Written, there: set[str]) -> PageDraft:
    """The row as it is written now. `there`: keys of the files that hang on the page already."""
    draft.title, draft.body, draft.saved_at = said.title.strip()[:200], rich.clean(said.body), timezone.now()
    draft.attached = list(said.files)
    draft.save()
    storage.hold(actor, [key for key in said.files if key not in there], draft)
    return draft


def take_draft(actor: Person, draft: PageDraft | None) -> None:
    """What was kept is saved now: its files are loose again. Part of the caller’s transaction and rights."""
    if draft is not None and draft.pk is not None:
        storage.release(actor, draft)
        draft.delete()
