"""What the composer shows: one’s drafts, whom one may write for, files and people already chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.foundation.text import rich
from terreau.foundation.text.cursors import Cursor
from terreau.network.people import queries as people
from terreau.network.posts import rules
from terreau.network.posts.models import Comment, Delegation, Draft, Post, Verb
from terreau.network.posts.queries.rows import address
from terreau.network.spaces import queries as spaces

MOST = 100
FARTHEST = timedelta(days=366)  # how far ahead one schedules, delegates, keeps names


@dataclass(frozen=True)
class DraftRow:
    """A draft in the list. `refused` says why a scheduled one was not published; `goes_on`: where one writes on."""

    key: str
    kind: str
    title: str
    words: str
    space: str
    saved_at: datetime
    scheduled_for: datetime | None
    refused: str

    verb: str = Verb.PUBLISH
    goes_on: str = ""

    @property
    def url(self) -> str:
        return self.goes_on or f"/posts/new?draft={self.key}"


@dataclass(frozen=True)
class WholeDraft:
    """A draft with all it holds; `space` where it still exists for its author."""

    draft: Draft
    space: spaces.SpaceRow | None
    files: list[storage.File]


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
    writer_key: str


def drafts_of(viewer: Person) -> QuerySet[Draft]:
    """One’s own drafts, with space and post at hand; none about a post that is there no longer."""
    seen = Q(post=None) | Q(post__in=Post.objects.filter(rules.visible(viewer)).values("pk"))
    return Draft.objects.filter(rules.own_drafts(viewer), seen).select_related("space", "post", "author")


def drafts(viewer: Person) -> list[DraftRow]:
    """One’s own drafts and scheduled posts as a list: what appears next first, then the newest."""
    found = list(drafts_of(viewer).select_related("space", "post", "comment").order_by("-saved_at")[:MOST])
    known = spaces_of(viewer, found)
    rows = [draft_row(draft, known) for draft in found]
    waiting = sorted((row for row in rows if row.scheduled_for), key=lambda row: str(row.scheduled_for))
    return [*waiting, *[row for row in rows if not row.scheduled_for]]


def last_draft(viewer: Person) -> DraftRow | None:
    """What the viewer left unfinished last."""
    found = drafts_of(viewer).select_related("space", "post", "comment").filter(scheduled_for=None)
    last = found.order_by("-saved_at").first()
    return draft_row(last, {}) if last else None


def draft_row(draft: Draft, known: dict[int, spaces.SpaceRow]) -> DraftRow:
    """One draft. A space that is gone for its author has no name any more."""
    space = known.get(draft.space_id or 0)
    name = space.name if space else ""
    words = rich.excerpt(draft.body, 160)
    told = str(draft.options.get("refused") or "") if isinstance(draft.options, dict) else ""
    title, place = draft.title, ""
    if draft.post is not None:
        title = draft.post.title or rich.excerpt(draft.post.body, 60)
        place = place_of(draft, draft.post)
    row = (draft.key, draft.kind, title, words, name, draft.saved_at, draft.scheduled_for, told)
    return DraftRow(*row, verb=draft.verb, goes_on=place)


def place_of(draft: Draft, post: Post) -> str:
    """Where words about a post are written on."""
    here = address(post.key, post.title or rich.excerpt(post.body, 60))
    if draft.verb == Verb.EDIT:
        return f"/posts/{post.key}/edit"
    if draft.comment is None:
        return f"{here}#reply"
    said = draft.comment.key
    return f"/comments/{said}/edit" if draft.verb == Verb.EDIT_COMMENT else f"{here}?reply={said}#reply"


def words_kept(viewer: Person, verb: str, post: Post, comment: Comment | None = None) -> Draft | None:
    """What the viewer has begun to write in this place."""
    mine = Draft.objects.filter(rules.own_drafts(viewer), verb=verb, post=post, comment=comment)
    return mine.select_related("comment").first()


def replies_begun(viewer: Person, post: Post) -> list[Draft]:
    """Replies to a post, or to its replies, that the viewer has begun: the newest first."""
    mine = Draft.objects.filter(rules.own_drafts(viewer), verb=Verb.COMMENT, post=post)
    return list(mine.select_related("comment").order_by("-saved_at"))


def spaces_of(viewer: Person, drafts: Sequence[Draft]) -> dict[int, spaces.SpaceRow]:
    """The spaces for which these were written, as far as they exist for the viewer now."""
    ids = {draft.space_id for draft in drafts if draft.space_id}
    return {
        s.pk: spaces.SpaceRow(s.pk, s.key, spaces.named(s.name, s.names, viewer.language), s.openness, s.language)
        for s in spaces.seen_by(viewer).filter(pk__in=ids)
    }


def draft_page(viewer: Person, *, before: str = "", size: int = 20) -> tuple[list[WholeDraft], str | None]:
    """Drafts of new posts, what was kept last first, and where the next page begins. Raises `BadCursor`."""
    rows = drafts_of(viewer).filter(post=None).order_by("-saved_at", "-pk")
    cursor = Cursor.read(before)
    if cursor:
        rows = rows.filter(Q(saved_at__lt=cursor.at) | Q(saved_at=cursor.at, pk__lt=cursor.id))
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    return whole_drafts(viewer, found[:size]), Cursor(last.saved_at, last.pk).written() if last else None


def whole_drafts(viewer: Person, drafts: Sequence[Draft]) -> list[WholeDraft]:
    """The viewer’s own drafts with their spaces and files."""
    known, files = spaces_of(viewer, drafts), storage.attachments_of("draft", [draft.pk for draft in drafts])
    return [WholeDraft(draft, known.get(draft.space_id or 0), files.get(draft.pk, [])) for draft in drafts]


def draft_count(viewer: Person) -> int:
    return drafts_of(viewer).count()


def files_of_writing(viewer: Person, keys: Sequence[str], draft: Draft | None) -> list[storage.File]:
    """The files chosen so far, in order: those the draft holds, and one’s own loose ones."""
    held = storage.attachments_of("draft", [draft.pk]).get(draft.pk, []) if draft else []
    found = {file.key: file for file in [*held, *storage.loose_files(viewer, keys)]}
    return [found[key] for key in keys if key in found]


def files_of_comment(viewer: Person, comment: Comment) -> list[storage.File]:
    """The files of a reply already known to be visible."""
    return storage.attachments_of("comment", [comment.pk]).get(comment.pk, [])


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


def running(viewer: Person) -> QuerySet[Delegation]:
    """Names lent by or to the viewer that still count, in spaces that exist for the viewer."""
    still = delegations_of(viewer).filter(until__gt=timezone.now(), ended_at=None)
    return still.filter(space_id__in=spaces.seen_by(viewer).values("pk"))


def loans(viewer: Person, rows: QuerySet[Delegation]) -> list[Loan]:
    """These as a list; a space that is gone for the viewer has no name any more."""
    seen = rows.filter(space_id__in=spaces.seen_by(viewer).values("pk"))
    return [
        Loan(
            row.pk,
            row.leader.key,
            row.leader.name,
            row.writer.name,
            row.space.key,
            spaces.named(row.space.name, row.space.names, viewer.language),
            row.until,
            row.writer.key,
        )
        for row in seen.select_related("leader", "writer", "space").order_by("until", "pk")
    ]
