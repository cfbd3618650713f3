"""Where a post stands beside its home, what it said before, and what was withdrawn."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import Key, answer, asking, changes, ends, listed, nothing, reads, ref
from terreau.foundation.access.words import one
from terreau.network.posts import actions, queries
from terreau.network.posts.api.comments import seen_comment
from terreau.network.posts.api.posts import seen, shown
from terreau.network.posts.schemas import Destination, Post, SharePage, VersionPage, WithdrawnPage
from terreau.network.spaces import queries as spaces

router = Router(tags=["posts"])


def version_of(step: queries.Step) -> dict[str, Any]:
    """What was said before an edit: all that the edit did not add."""
    before = [["".join(text for did, text in part if did != "added")] for part in (step.title, step.body)]
    return {"by": step.by, "at": step.at, "minor": step.minor, "title": before[0][0], "text": before[1][0]}


@router.get("/posts/{id}/shares", response=reads(SharePage), summary="List where a post is shared")
def shares(request: HttpRequest, id: Key) -> HttpResponse:
    """The spaces in which it is shown too, as far as they exist for you."""
    me = asking(request)
    rows = queries.shares_of(me, seen(me, id)).values()
    told = [(ref(row.space.key, row.space.name, row.space.url), row) for row in rows]
    return listed(({"space": space, "by": row.by, "at": row.at, "removable": row.mine} for space, row in told), None)


@router.put("/posts/{id}/shares/{space}", response=ends(), summary="Share a post into another space")
def share(request: HttpRequest, id: Key, space: Key) -> HttpResponse:
    """One conversation, shown there to those who may see it where it lives. You must be able to write there."""
    me = asking(request)
    post = seen(me, id)
    actions.share(me, post=post, space=one(spaces.written_at(me, space)))
    return nothing()


@router.delete("/posts/{id}/shares/{space}", response=ends(), summary="Take a shared post out of a space")
def unshare(request: HttpRequest, id: Key, space: Key) -> HttpResponse:
    """The conversation stays where it lives. Where it is not shared, nothing changes."""
    me = asking(request)
    post = seen(me, id)
    actions.unshare(me, post=post, space=one(spaces.seen_at(me, space)))
    return nothing()


@router.put("/posts/{id}/space", response=changes(Post), summary="Move a post to another space")
def move(request: HttpRequest, id: Key, given: Destination) -> HttpResponse:
    """The whole conversation goes; its readers are now those of the new space."""
    me = asking(request)
    post = seen(me, id)
    moved = actions.move(me, post=post, space=one(spaces.written_at(me, given.space)))
    return answer(shown(me, moved.pk))


@router.get("/posts/{id}/versions", response=reads(VersionPage), summary="List what a post said before")
def versions(request: HttpRequest, id: Key) -> HttpResponse:
    """One version for each edit, the newest first."""
    me = asking(request)
    return listed(map(version_of, queries.versions_of(me, seen(me, id))), None)


@router.get(
    "/comments/{id}/versions", response=reads(VersionPage), summary="List what a reply said before", tags=["comments"]
)
def comment_versions(request: HttpRequest, id: Key) -> HttpResponse:
    """One version for each edit, the newest first."""
    me = asking(request)
    return listed(map(version_of, queries.versions_of_comment(me, seen_comment(me, id))), None)


@router.get("/me/withdrawn", response=reads(WithdrawnPage), summary="List withdrawn posts", tags=["me"])
def withdrawn(request: HttpRequest) -> HttpResponse:
    """What you may still bring back (`POST /posts/{id}/restoration`), the newest first."""
    rows = queries.withdrawn(asking(request))
    told = ("title", "space", "at", "until")
    return listed(({"id": row.key, **{name: getattr(row, name) for name in told}} for row in rows), None)
