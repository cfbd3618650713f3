"""One post: publish, read, change, withdraw."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import Key, answer, asking, changes, created, ends, makes, nothing, reads
from terreau.foundation.access.words import Absent, one
from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.network.people import queries as people
from terreau.network.posts import actions, queries
from terreau.network.posts.api.rows import post_of
from terreau.network.posts.schemas import Post, PostChange, PostGiven
from terreau.network.spaces import queries as spaces

router = Router(tags=["posts"])


def seen(viewer: Person, id: str) -> queries.Post:
    """The post with this id, if it is there for the viewer; asked in words composed once."""
    found = queries.post_at(viewer, id)
    if not found:
        raise Absent
    return found[0]


def shown(viewer: Person, pk: int) -> dict[str, Any]:
    (row,) = queries.posts_by_id(viewer, [pk], comments=False)
    return post_of(row)


def html(body: str, text: str) -> str:
    """The rich text of what was sent, as HTML or as plain text."""
    return body or (rich.from_plain(text) if text else "")


def known(viewer: Person, ids: list[str]) -> list[Person]:
    """These people, all of whom the viewer must see."""
    found = list(people.seen_by(viewer).filter(key__in=ids)) if ids else []
    if len(found) != len(set(ids)):
        raise Absent
    return found


@router.post("/posts", response=makes(Post), summary="Publish a post")
def publish(request: HttpRequest, given: PostGiven) -> HttpResponse:
    """Members publish in their spaces; announcements are for those who look after one. Mentions and tags are found."""
    me = asking(request)
    space = one(spaces.readable_at(me, given.space))
    made = actions.publish(
        me,
        space=space,
        kind=given.kind,
        title=given.title,
        body=html(given.body, given.text),
        files=given.files,
        required_by=given.required_by,
        thanked=known(me, given.thanked),
        on_behalf_of=known(me, [given.on_behalf_of])[0] if given.on_behalf_of else None,
        minor=given.minor,
    )
    return created(shown(me, made.pk), f"posts/{made.key}")


@router.get("/posts/{id}", response=reads(Post), summary="Read a post")
def read(request: HttpRequest, id: Key) -> HttpResponse:
    """The post alone; its replies are at `/posts/{id}/comments`."""
    me = asking(request)
    return answer(shown(me, seen(me, id).pk))


@router.patch("/posts/{id}", response=changes(Post), summary="Edit a post")
def edit(request: HttpRequest, id: Key, given: PostChange) -> HttpResponse:
    """Its author writes the next version; the one before is kept."""
    me = asking(request)
    post = seen(me, id)
    body = html(given.body, given.text) or post.body
    title = given.title or post.title
    actions.edit(me, post=post, title=title, body=body, minor=given.minor, files=given.files)
    return answer(shown(me, post.pk))


@router.delete("/posts/{id}", response=ends(), summary="Withdraw a post")
def withdraw(request: HttpRequest, id: Key) -> HttpResponse:
    """Gone for everybody at once; it can be brought back as long as the network rules."""
    me = asking(request)
    actions.withdraw(me, post=seen(me, id))
    return nothing()


@router.post("/posts/{id}/restoration", response=changes(Post), summary="Bring a withdrawn post back")
def restore(request: HttpRequest, id: Key) -> HttpResponse:
    """As long as the network rules, by whoever withdrew it."""
    me = asking(request)
    post = actions.restore(me, post=one(queries.withdrawn_for(me).filter(key=id)))
    return answer(shown(me, post.pk))


@router.put("/posts/{id}/pin", response=ends(), summary="Keep a post at the top of its space")
def pin(request: HttpRequest, id: Key) -> HttpResponse:
    """For those who look after the space."""
    me = asking(request)
    actions.pin(me, post=seen(me, id))
    return nothing()


@router.delete("/posts/{id}/pin", response=ends(), summary="Let a pinned post take its place again")
def unpin(request: HttpRequest, id: Key) -> HttpResponse:
    """For those who look after the space."""
    me = asking(request)
    actions.unpin(me, post=seen(me, id))
    return nothing()
