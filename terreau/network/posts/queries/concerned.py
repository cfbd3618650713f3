"""Whom what happened in a conversation concerns: named, thanked, answered, following, asked to read."""

from collections.abc import Collection, Iterator

from terreau.foundation.activity.concern import Concern
from terreau.foundation.activity.models import Activity
from terreau.foundation.identity.models import Person
from terreau.network.posts.models import Comment, Post, Subscription
from terreau.network.spaces import queries as spaces

NAMING = {"posts.published", "posts.edited", "posts.commented", "posts.comment_edited"}


def concerned(activity: Activity) -> Iterator[Concern]:
    """Whom this concerns, the weightiest reason first. A muted conversation concerns only who must read it."""
    if activity.kind == "posts.published":
        yield from by_a_post(activity)
    elif activity.kind == "posts.commented" and not activity.data.get("minor"):
        yield from by_a_reply(activity)
    elif activity.kind in NAMING:
        yield from naming(activity)
    elif activity.kind == "posts.accepted":
        yield from by_acceptance(activity)
    elif activity.kind == "posts.reacted":
        yield from to_authors(activity)
    elif activity.kind == "posts.delegated":
        space = activity.space_id or 0
        yield Concern("lent", activity.data.get("people", []), "space", space, f"space:{space}")
    elif activity.kind == "posts.schedule_refused":
        draft = activity.thing_id or 0
        yield Concern("unsent", [activity.data["person_id"]], "draft", draft, f"draft:{draft}")


def naming(activity: Activity) -> Iterator[Concern]:
    """The people named for the first time."""
    named = activity.data.get("mentions") or []
    if named:
        yield concern(activity, "mention", named)


def by_a_post(activity: Activity) -> Iterator[Concern]:
    """A new post: whom it thanks and names, who must read it, who wants everything from its space.

    A minor one concerns only who must read it.
    """
    post = Post.objects.filter(pk=activity.thing_id or 0).first()
    if post is None:
        return
    minor = bool(activity.data.get("minor"))
    if activity.data.get("thanked") and not minor:
        yield concern(activity, "kudos", activity.data["thanked"])
    if post.required_by:
        yield concern(activity, "required", spaces.member_ids(post.space_id))
    if minor:
        return
    yield from naming(activity)
    yield concern(activity, "post", spaces.member_ids(post.space_id, level="all"))


def by_a_reply(activity: Activity) -> Iterator[Concern]:
    """A reply: whom it names, whom it answers, who follows the conversation."""
    reply = Comment.objects.select_related("post", "parent").filter(pk=activity.thing_id or 0).first()
    if reply is None:
        return
    yield from naming(activity)
    answered = {reply.parent.author_id if reply.parent else None}
    if reply.post.quiet_since is None:  # who began the conversation about a thing did not write the thing
        answered |= {reply.post.author_id, reply.post.on_behalf_of_id}
    yield concern(activity, "reply", [person for person in answered if person])
    following = Subscription.objects.filter(post_id=reply.post_id, muted=False).values_list("person_id", flat=True)
    quiet = spaces.member_ids(reply.post.space_id, level="none")
    yield concern(activity, "followed", sorted(set(following) - set(quiet)))


def by_acceptance(activity: Activity) -> Iterator[Concern]:
    """Who gave the answer that was accepted."""
    comment, author = activity.data["comment_id"], activity.data["author_id"]
    people = unmuted(activity.thing_id or 0, [author])
    yield Concern("accepted", people, "comment", comment, f"post:{activity.thing_id}")


def to_authors(activity: Activity) -> Iterator[Concern]:
    """Who wrote what was reacted to."""
    yield concern(activity, "reaction", [activity.data["author_id"]])


def concern(activity: Activity, kind: str, people: Collection[int]) -> Concern:
    """The concern of these people in the thing that was acted on, but for those who muted the conversation."""
    post = activity.data.get("post_id") or activity.thing_id or 0
    told = people if kind == "required" else unmuted(post, people)
    return Concern(kind, told, activity.thing_kind, activity.thing_id or 0, f"post:{post}")


def unmuted(post_id: int, people: Collection[int]) -> list[int]:
    """These people, in order, without those who muted the conversation."""
    if not people:
        return []
    muted = Subscription.objects.filter(post_id=post_id, muted=True).values_list("person_id", flat=True)
    return sorted(set(people) - set(muted))


def muted_by(viewer: Person, post_ids: Collection[int]) -> list[int]:
    """Of these conversations, those the viewer muted."""
    muted = Subscription.objects.filter(person_id=viewer.pk, post_id__in=post_ids, muted=True)
    return list(muted.values_list("post_id", flat=True))
