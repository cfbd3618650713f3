"""Replies: read, write, change, withdraw, accept."""

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
    reads,
)
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions, queries
from terreau.network.posts.api.posts import html, seen
from terreau.network.posts.api.rows import comment_of, reply_of
from terreau.network.posts.schemas import CommentChange, CommentGiven, CommentPage, Reply

router = Router(tags=["comments"])


def seen_comment(viewer: Person, id: str) -> queries.Comment:
    return one(queries.comment_at(viewer, id))


def shown(viewer: Person, comment: queries.Comment) -> dict[str, Any]:
    row = queries.replies_of(viewer, [comment.pk], None)[comment.pk]
    row.accepted = comment.post.accepted_id == comment.pk
    return reply_of(row, comment.post.key)


@router.get("/posts/{id}/comments", response=reads(CommentPage), summary="Read the replies to a post")
def replies(request: HttpRequest, id: Key, before: Before = "", limit: Limit = 20) -> HttpResponse:
    """The newest ones first by page, oldest first inside a page, each with the replies to it."""
    me = asking(request)
    found = queries.replies(me, post=seen(me, id), before=before, size=limit)
    return listed((comment_of(row, id) for row in found.comments), found.earlier)


@router.post("/posts/{id}/comments", response=makes(Reply), summary="Reply to a post")
def comment(request: HttpRequest, id: Key, given: CommentGiven) -> HttpResponse:
    """Members reply; in an open space every colleague does. `parent` makes it a reply to a reply."""
    me = asking(request)
    post = seen(me, id)
    parent = seen_comment(me, given.parent) if given.parent else None
    if parent is not None and parent.post_id != post.pk:
        raise Absent
    body = html(given.body, given.text)
    made = actions.comment(me, post=post, parent=parent, body=body, minor=given.minor, files=given.files)
    return created(shown(me, made), f"comments/{made.key}")


@router.get("/comments/{id}", response=reads(Reply), summary="Read a reply")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """One reply, without the replies to it."""
    me = asking(request)
    return answer(shown(me, seen_comment(me, id)))


@router.patch("/comments/{id}", response=changes(Reply), summary="Edit a reply")
def edit(request: HttpRequest, id: Key, given: CommentChange) -> HttpResponse:
    """Its author writes the next version; the one before is kept."""
    me = asking(request)
    found = seen_comment(me, id)
    actions.edit_comment(me, comment=found, body=html(given.body, given.text))
    return answer(shown(me, found))


@router.delete("/comments/{id}", response=ends(), summary="Withdraw a reply")
def withdraw(request: HttpRequest, id: Key) -> HttpResponse:
    """Its author, or those who look after the space."""
    me = asking(request)
    actions.withdraw_comment(me, comment=seen_comment(me, id))
    return nothing()


@router.put("/comments/{id}/acceptance", response=ends(), summary="Accept a reply as the answer")
def accept(request: HttpRequest, id: Key) -> HttpResponse:
    """Who asked the question, or those who look after the space."""
    me = asking(request)
    actions.accept(me, comment=seen_comment(me, id))
    return nothing()


@router.delete("/comments/{id}/acceptance", response=ends(), summary="Open an answered question again")
def unaccept(request: HttpRequest, id: Key) -> HttpResponse:
    """Who asked the question, or those who look after the space."""
    me = asking(request)
    actions.unaccept(me, comment=seen_comment(me, id))
    return nothing()
