"""Drafts: kept, changed, published now or later, thrown away."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import (
    Before,
    Key,
    Limit,
    answer,
    asking,
    changes,
    created,
    ends,
    listed,
    makes,
    nothing,
    place,
    reads,
    ref,
)
from terreau.foundation.access.words import one
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import queries as storage
from terreau.network.posts import actions, queries
from terreau.network.posts.api.posts import html, shown
from terreau.network.posts.api.rows import plain
from terreau.network.posts.schemas import Draft, DraftGiven, DraftPage, MomentGiven, Post
from terreau.network.spaces import queries as spaces

router = Router(tags=["drafts"])
SAID = {"kind": "kind", "title": "title", "files": "files", "thanked": "thanked", "minor": "minor"}


def own(viewer: Person, id: str) -> queries.Draft:
    """A draft of a new post."""
    return one(queries.drafts_of(viewer).filter(key=id, post=None))


def row_of(row: queries.WholeDraft) -> dict[str, Any]:
    draft, options = row.draft, actions.writing_of(row.draft, [file.key for file in row.files])
    return {
        "id": draft.key,
        "url": place(f"/posts/new?draft={draft.key}"),
        "kind": draft.kind,
        "title": draft.title,
        "body": draft.body,
        "text": plain(draft.body),
        "space": ref(row.space.key, row.space.name, row.space.url) if row.space else None,
        "on_behalf_of": options.leader or None,
        "required_by": options.required_by,
        "thanked": list(options.thanked),
        "minor": options.minor,
        "attachments": [storage.told(file) for file in row.files],
        "saved_at": draft.saved_at,
        "publish_at": draft.scheduled_for,
        "refused": str(draft.options.get("refused") or "") or None,
    }


def told(viewer: Person, draft: queries.Draft) -> dict[str, Any]:
    """One draft as it stands now."""
    (row,) = queries.whole_drafts(viewer, [draft])
    return row_of(row)


def writing(viewer: Person, given: DraftGiven, begun: actions.Writing) -> actions.Writing:
    """What was begun, with what was sent in its place."""
    sent = given.model_dump(exclude_unset=True)
    said: dict[str, Any] = {field: sent[name] for name, field in SAID.items() if name in sent}
    if "body" in sent or "text" in sent:
        said["body"] = html(given.body, given.text)
    if "space" in sent:
        said["space"] = one(spaces.written_at(viewer, given.space)) if given.space else None
    if "on_behalf_of" in sent:
        said["leader"] = given.on_behalf_of or ""
    if "required_by" in sent:
        said["required_by"] = given.required_by
    return replace(begun, **said)


@router.get("/drafts", response=reads(DraftPage), summary="List your drafts")
def listing(request: HttpRequest, before: Before = "", limit: Limit = 20) -> HttpResponse:
    """Yours alone, what was kept last first; those with `publish_at` are published then."""
    rows, further = queries.draft_page(asking(request), before=before, size=limit)
    return listed(map(row_of, rows), further)


@router.post("/drafts", response=makes(Draft), summary="Keep a draft")
def save(request: HttpRequest, given: DraftGiven) -> HttpResponse:
    """Nobody else sees it, and nothing of it is needed yet."""
    me = asking(request)
    made = actions.save_draft(me, said=writing(me, given, actions.Writing()))
    return created(told(me, made), f"drafts/{made.key}")


@router.get("/drafts/{id}", response=reads(Draft), summary="Read a draft")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """One of yours."""
    me = asking(request)
    return answer(told(me, own(me, id)))


@router.patch("/drafts/{id}", response=changes(Draft), summary="Change a draft")
def change(request: HttpRequest, id: Key, given: DraftGiven) -> HttpResponse:
    """What is not sent stays as it is; a scheduled post stays scheduled."""
    me = asking(request)
    made = actions.save_draft(me, said=writing(me, given, actions.writing_of(own(me, id))))
    return answer(told(me, made))


@router.delete("/drafts/{id}", response=ends(), summary="Discard a draft")
def discard(request: HttpRequest, id: Key) -> HttpResponse:
    """With its files; what was scheduled is not published."""
    me = asking(request)
    actions.discard_draft(me, draft=own(me, id))
    return nothing()


@router.post("/drafts/{id}/publication", response=makes(Post), summary="Publish a draft")
def publish(request: HttpRequest, id: Key) -> HttpResponse:
    """It becomes a post now, and is a draft no longer."""
    me = asking(request)
    made = actions.publish_writing(me, said=actions.writing_of(own(me, id)))
    return created(shown(me, made.pk), f"posts/{made.key}")


@router.put("/drafts/{id}/schedule", response=changes(Draft), summary="Publish a draft later")
def schedule(request: HttpRequest, id: Key, given: MomentGiven) -> HttpResponse:
    """At a moment within a year, with the rights you have then; doing it again changes the moment."""
    me = asking(request)
    made = actions.schedule(me, said=actions.writing_of(own(me, id)), at=given.at)
    return answer(told(me, made))


@router.delete("/drafts/{id}/schedule", response=changes(Draft), summary="Do not publish a draft later")
def unschedule(request: HttpRequest, id: Key) -> HttpResponse:
    """It stays a draft."""
    me = asking(request)
    return answer(told(me, actions.unschedule(me, draft=own(me, id))))
