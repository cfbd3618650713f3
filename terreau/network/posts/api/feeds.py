"""Lists of posts."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import Before, Key, Limit, asking, ends, listed, nothing, reads
from terreau.foundation.access.words import one
from terreau.network.people import queries as people
from terreau.network.posts import queries
from terreau.network.posts.api.rows import feed_post_of
from terreau.network.posts.schemas import PostPage
from terreau.network.spaces import actions as spaces_actions
from terreau.network.spaces import queries as spaces

router = Router()
Order = Literal["newest", "active"]


def page(found: queries.Page) -> HttpResponse:
    return listed(map(feed_post_of, found.posts), found.next)


@router.get("/feed", response=reads(PostPage), summary="Read your home feed", tags=["feed"])
def feed(
    request: HttpRequest,
    order: Order = "newest",
    only: Literal["", "unread", "questions", "official"] = "",
    before: Before = "",
    limit: Limit = 20,
) -> HttpResponse:
    """Posts of your spaces, of official ones, and of people you follow.

    `only`: what you have not read, your own questions, or official spaces.
    """
    return page(queries.home(asking(request), before=before, order=order, only=only, size=limit))


@router.put("/feed/read", response=ends(), summary="Mark everything as read", tags=["feed"])
def mark_all_read(request: HttpRequest) -> HttpResponse:
    """All posts of all your spaces, up to now."""
    spaces_actions.mark_all_read(asking(request))
    return nothing()


@router.get("/posts", response=reads(PostPage), summary="List posts", tags=["posts"])
def listing(request: HttpRequest, before: Before = "", limit: Limit = 20) -> HttpResponse:
    """The newest posts of your home feed. Those of one space, person or tag have addresses of their own."""
    return page(queries.home(asking(request), before=before, size=limit))


@router.get("/spaces/{id}/posts", response=reads(PostPage), summary="List the posts of a space", tags=["posts"])
def of_space(
    request: HttpRequest,
    id: Key,
    order: Order = "newest",
    only: Literal["", "unread", "questions", "unanswered"] = "",
    before: Before = "",
    limit: Limit = 20,
) -> HttpResponse:
    """Its own posts and those shared into it, where you may read it."""
    me = asking(request)
    space = one(spaces.readable_at(me, id))
    return page(queries.space_feed(me, space=space, before=before, order=order, only=only, size=limit))


@router.get("/people/{id}/posts", response=reads(PostPage), summary="List what a person wrote", tags=["posts"])
def of_person(request: HttpRequest, id: Key, before: Before = "", limit: Limit = 20) -> HttpResponse:
    """Their posts, where you may read them."""
    me = asking(request)
    author = one(people.seen_by(me).filter(key=id))
    return page(queries.by_person(me, author=author, before=before, size=limit))


@router.get("/tags/{tag}/posts", response=reads(PostPage), summary="List the posts with a tag", tags=["posts"])
def of_tag(request: HttpRequest, tag: str, before: Before = "", limit: Limit = 20) -> HttpResponse:
    """The tag without its `#`, in small letters and without accents."""
    return page(queries.by_tag(asking(request), tag=tag[:50], before=before, size=limit))


@router.get("/me/bookmarks", response=reads(PostPage), summary="List what you keep for later", tags=["me"])
def bookmarks(request: HttpRequest, before: Before = "", limit: Limit = 20) -> HttpResponse:
    """Your bookmarked posts."""
    return page(queries.kept(asking(request), before=before, size=limit))
