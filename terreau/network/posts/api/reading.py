"""What a reader does with posts and replies: react, keep, follow, confirm, mark read."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from terreau.foundation.access.endpoints import Key, answer, asking, changes, ends, nothing
from terreau.foundation.identity.models import Person
from terreau.network.posts import actions, queries
from terreau.network.posts.api.comments import seen_comment
from terreau.network.posts.api.posts import seen
from terreau.network.posts.api.rows import counts
from terreau.network.posts.schemas import FollowGiven, Reacted, ReactionGiven

router = Router(tags=["posts"])


def post_reactions(viewer: Person, pk: int) -> HttpResponse:
    (row,) = queries.posts_by_id(viewer, [pk], comments=False)
    return answer({"reactions": counts(row.counts), "my_reaction": row.own or None})


def comment_reactions(viewer: Person, pk: int) -> HttpResponse:
    row = queries.replies_of(viewer, [pk], None)[pk]
    return answer({"reactions": counts(row.counts), "my_reaction": row.own or None})


@router.put("/posts/{id}/reaction", response=changes(Reacted), summary="React to a post", tags=["reactions"])
def react(request: HttpRequest, id: Key, given: ReactionGiven) -> HttpResponse:
    """One reaction a person: another kind takes the place of the one before."""
    me = asking(request)
    post = seen(me, id)
    actions.react(me, thing=post, kind=given.kind)
    return post_reactions(me, post.pk)


@router.delete("/posts/{id}/reaction", response=changes(Reacted), summary="Take a reaction back", tags=["reactions"])
def unreact(request: HttpRequest, id: Key) -> HttpResponse:
    """Without one, nothing changes."""
    me = asking(request)
    post = seen(me, id)
    actions.unreact(me, thing=post)
    return post_reactions(me, post.pk)


@router.put("/comments/{id}/reaction", response=changes(Reacted), summary="React to a reply", tags=["reactions"])
def react_to_comment(request: HttpRequest, id: Key, given: ReactionGiven) -> HttpResponse:
    """One reaction a person: another kind takes the place of the one before."""
    me = asking(request)
    comment = seen_comment(me, id)
    actions.react(me, thing=comment, kind=given.kind)
    return comment_reactions(me, comment.pk)


@router.delete(
    "/comments/{id}/reaction", response=changes(Reacted), summary="Take a reaction to a reply back", tags=["reactions"]
)
def unreact_to_comment(request: HttpRequest, id: Key) -> HttpResponse:
    """Without one, nothing changes."""
    me = asking(request)
    comment = seen_comment(me, id)
    actions.unreact(me, thing=comment)
    return comment_reactions(me, comment.pk)


@router.put("/posts/{id}/bookmark", response=ends(), summary="Keep a post for later")
def bookmark(request: HttpRequest, id: Key) -> HttpResponse:
    """Nobody else sees it."""
    me = asking(request)
    actions.bookmark(me, post=seen(me, id))
    return nothing()


@router.delete("/posts/{id}/bookmark", response=ends(), summary="Keep a post no longer")
def unbookmark(request: HttpRequest, id: Key) -> HttpResponse:
    """Nobody else sees it."""
    me = asking(request)
    actions.unbookmark(me, post=seen(me, id))
    return nothing()


@router.put("/posts/{id}/subscription", response=ends(), summary="Follow or mute a conversation")
def follow(request: HttpRequest, id: Key, given: FollowGiven) -> HttpResponse:
    """Hear of new replies, or with `muted` of none."""
    me = asking(request)
    actions.follow(me, post=seen(me, id), muted=given.muted)
    return nothing()


@router.delete("/posts/{id}/subscription", response=ends(), summary="Follow a conversation no longer")
def unfollow(request: HttpRequest, id: Key) -> HttpResponse:
    """Neither followed nor muted."""
    me = asking(request)
    actions.unfollow(me, post=seen(me, id))
    return nothing()


@router.put("/posts/{id}/acknowledgement", response=ends(), summary="Confirm a required reading")
def acknowledge(request: HttpRequest, id: Key) -> HttpResponse:
    """“I have read and understood this.” Only announcements that ask for it."""
    me = asking(request)
    actions.acknowledge(me, post=seen(me, id))
    return nothing()


@router.put("/posts/{id}/read", response=ends(), summary="Mark a post as read")
def mark_read(request: HttpRequest, id: Key) -> HttpResponse:
    """It counts as read for you from now on."""
    me = asking(request)
    actions.mark_read(me, keys=[seen(me, id).key])
    return nothing()
