"""What is not published yet: kept as one types, thrown away, or published later by a job."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from terreau.foundation.access.words import Absent, Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.storage import queries as files
from terreau.foundation.text import rich
from terreau.network.people import queries as people
from terreau.network.posts import activities, rules
from terreau.network.posts.actions.posts import publish
from terreau.network.posts.models import Draft, Kind, Post
from terreau.network.posts.queries import FARTHEST

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


@dataclass(frozen=True)
class Writing:
    """What somebody is writing, as the page holds it: people and files by key, the text as HTML."""

    space: "Space | None" = None
    kind: str = Kind.MESSAGE
    title: str = ""
    body: str = ""
    files: Sequence[str] = ()
    thanked: Sequence[str] = ()
    leader: str = ""
    required_by: date | None = None
    minor: bool = False
    draft: Draft | None = None

    def options(self) -> dict[str, object]:
        """What has no column of its own."""
        day = self.required_by.isoformat() if self.required_by else ""
        return {"thanked": list(self.thanked), "leader": self.leader, "required_by": day, "minor": self.minor}


@transaction.atomic
def save_draft(actor: Person, *, said: Writing) -> Draft:
    """Keep what is being written; a scheduled post stays scheduled."""
    draft = said.draft or Draft(author=actor)
    demand(rules.may_write_draft(actor, draft))
    draft.space, draft.kind, draft.title = said.space, said.kind, said.title.strip()
    draft.body, draft.options, draft.saved_at = rich.clean(said.body), said.options(), timezone.now()
    draft.save()
    storage.hold(actor, said.files, draft)
    return draft


@transaction.atomic
def discard_draft(actor: Person, *, draft: Draft) -> None:
    """Throw a draft away, with its files; what was scheduled is not published."""
    demand(rules.may_write_draft(actor, draft))
    storage.detach(actor, None, draft)
    if draft.scheduled_for is not None:
        record(activities.unscheduled, actor, draft, space_id=draft.space_id, person_id=draft.author_id)
    draft.delete()


@transaction.atomic
def schedule(actor: Person, *, said: Writing, at: datetime) -> Draft:
    """Publish this at `at`, with the rights its author has then. Doing it again changes words and time."""
    space, now = said.space, timezone.now()
    demand(space is not None and rules.may_publish(actor, space, said.kind), _("You may not publish this here."))
    demand(now < at < now + FARTHEST, _("Choose a time that is still to come, within a year."))
    _demand_words(said)
    draft = save_draft(actor, said=said)
    draft.scheduled_for, draft.options = at, {**draft.options, "refused": ""}
    draft.save(update_fields=["scheduled_for", "options"])
    record(activities.scheduled, actor, draft, space_id=draft.space_id, person_id=draft.author_id)
    publish_scheduled.using(run_after=at).enqueue(draft.pk)
    return draft


@transaction.atomic
def unschedule(actor: Person, *, draft: Draft) -> Draft:
    """It stays a draft, and nothing is published."""
    demand(rules.may_write_draft(actor, draft))
    if draft.scheduled_for is not None:
        draft.scheduled_for = None
        draft.save(update_fields=["scheduled_for"])
        record(activities.unscheduled, actor, draft, space_id=draft.space_id, person_id=draft.author_id)
    return draft


@transaction.atomic
def publish_writing(actor: Person, *, said: Writing) -> Post:
    """What was written becomes a post, by the rights of now; its draft goes, and the draft’s files go along.

    Raises Refused and Absent, and then all of it is kept.
    """
    draft, chosen = said.draft, people.seen_by(actor)
    if draft is not None:
        demand(rules.may_write_draft(actor, draft))
        storage.release(actor, draft)
    leader = chosen.filter(key=said.leader).first() if said.leader else None
    demand(leader is not None or not said.leader, _("This person has not lent you their name here."))
    if said.space is None:
        raise Absent
    _demand_words(said)
    post = publish(
        actor,
        space=said.space,
        kind=said.kind,
        title=said.title,
        body=said.body,
        files=list(said.files),
        thanked=list(chosen.filter(key__in=said.thanked)),
        required_by=said.required_by,
        on_behalf_of=leader,
        minor=said.minor,
    )
    if draft is not None:
        draft.delete()
    return post


def _demand_words(said: Writing) -> None:
    """A post says something, and a kudos to whom."""
    says = said.title.strip() or said.files or not rich.says_nothing(said.body)
    demand(bool(says), _("There is nothing to publish yet: write a title or a text, or add a file."))
    demand(bool(said.thanked) or said.kind != Kind.KUDOS, _("Say whom you thank, among those who may read it."))


def writing_of(draft: Draft, held: Sequence[str] | None = None) -> Writing:
    """A draft as its author would send it now; `held`: the keys of its files, where they are known already."""
    told = draft.options
    day = str(told.get("required_by") or "")
    if held is None:
        held = [file.key for file in files.attachments_of("draft", [draft.pk]).get(draft.pk, [])]
    return Writing(
        space=draft.space,
        kind=draft.kind,
        title=draft.title,
        body=draft.body,
        files=held,
        thanked=told.get("thanked") or [],
        leader=str(told.get("leader") or ""),
        required_by=date.fromisoformat(day) if day else None,
        minor=bool(told.get("minor")),
        draft=draft,
    )


@task(queue_name="urgent")
def publish_scheduled(draft_id: int) -> None:
    """Publish a scheduled draft whose time has come. Run twice, or before a later time, it does nothing.

    Where its author may not publish any more, it stays a draft that says why.
    """
    with transaction.atomic():
        draft = _due(draft_id)
        if draft is None:
            return
        author = draft.author
        with translation.override(author.language or "en"):
            try:
                with transaction.atomic():
                    demand(author.is_active, _("This account is closed."))
                    publish_writing(author, said=writing_of(draft))
            except (Refused, Absent) as error:
                _refused(draft, getattr(error, "why", "") or _("You may not publish this here."))


def _due(draft_id: int) -> Draft | None:
    """The draft, locked, if it is still to be published and its time has come."""
    waiting = Draft.objects.filter(pk=draft_id, scheduled_for__lte=timezone.now()).select_for_update(of=("self",))
    return waiting.select_related("author", "space").first()


def _refused(draft: Draft, why: str) -> None:
    """It stays a draft, with the reason; its author is told."""
    Draft.objects.filter(pk=draft.pk).update(scheduled_for=None, options={**draft.options, "refused": why})
    record(activities.schedule_refused, None, draft, space_id=draft.space_id, person_id=draft.author_id)
