"""What rooms above ask about posts and replies by their ids: who sees them, their rows, what search may keep."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import starmap
from typing import Any

from django.db.models import QuerySet

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.cards.shapes import Card, room_of
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.network.posts import rules
from terreau.network.posts.models import Comment, Draft, Post, PostLink


def visible_posts(viewer: Person) -> "QuerySet[Post, Any]":
    """Ids of the posts the viewer sees, to be asked with `prepared.seen_among`."""
    return Post.objects.filter(rules.visible(viewer)).values("id")


def visible_comments(viewer: Person) -> "QuerySet[Comment, Any]":
    """Ids of the replies the viewer sees, to be asked with `prepared.seen_among`."""
    return Comment.objects.filter(rules.comments_visible(viewer)).values("id")


@dataclass(frozen=True, slots=True)
class SeenPost:
    """What a card says of a post."""

    id: int
    key: str
    kind: str
    title: str
    body: str
    at: datetime
    author: str
    space_key: str
    space: str
    space_names: dict[str, str]


@dataclass(frozen=True, slots=True)
class SeenComment:
    """What a card says of a reply."""

    id: int
    key: str
    body: str
    at: datetime
    author: str
    post_key: str
    post_title: str
    post_body: str
    space_key: str
    space: str
    space_names: dict[str, str]


def seen_posts(viewer: Person, ids: Collection[int]) -> list[SeenPost]:
    """Of these posts, those the viewer sees."""
    return list(starmap(SeenPost, said_of_posts(viewer, list(ids))))


def seen_comments(viewer: Person, ids: Collection[int]) -> list[SeenComment]:
    """Of these replies, those the viewer sees."""
    return list(starmap(SeenComment, said_of_comments(viewer, list(ids))))


said_of_posts = Prepared(
    lambda viewer, ids: Post.objects.filter(rules.visible(viewer), pk__in=ids).values_list(
        *("pk", "key", "kind", "title", "body", "published_at", "author__name"),
        *("space__key", "space__name", "space__names"),
    )
)
said_of_comments = Prepared(
    lambda viewer, ids: Comment.objects.filter(rules.comments_visible(viewer), pk__in=ids).values_list(
        *("pk", "key", "body", "published_at", "author__name", "post__key", "post__title", "post__body"),
        *("post__space__key", "post__space__name", "post__space__names"),
    )
)


places_of_posts = Composed(lambda ids: Post.objects.filter(pk__in=ids, withdrawn_at=None).values_list("pk", "space_id"))
places_of_comments = Composed(
    lambda ids: Comment.objects.filter(pk__in=ids, withdrawn_at=None, post__withdrawn_at=None).values_list(
        "pk", "post__space_id"
    )
)


def findable_posts(ids: Collection[int]) -> QuerySet[Post]:
    """Of these posts, those that search may keep."""
    return Post.objects.filter(pk__in=ids, withdrawn_at=None, quiet_since=None, space__shown_at__isnull=False)


def findable_comments(ids: Collection[int]) -> QuerySet[Comment]:
    """Of these replies, those that search may keep."""
    found = Comment.objects.filter(pk__in=ids, withdrawn_at=None, post__withdrawn_at=None)
    return found.filter(post__space__shown_at__isnull=False).select_related("post")


def readers_of_post(id: int, among: Collection[int]) -> set[int]:
    """Which of the people `among` see this post now."""
    post = Post.objects.select_related("space").filter(pk=id).first()
    return set(rules.audience(post).filter(pk__in=among).values_list("pk", flat=True)) if post else set()


def readers_of_comment(id: int, among: Collection[int]) -> set[int]:
    """Which of the people `among` see this reply now."""
    comment = Comment.objects.filter(pk=id, withdrawn_at=None).first()
    return readers_of_post(comment.post_id, among) if comment else set()


def writer_of_draft(id: int) -> set[int]:
    """Who sees this draft: its author."""
    return set(Draft.objects.filter(pk=id).values_list("author_id", flat=True))


def seen_previews(viewer: Person, ids: Collection[int]) -> set[int]:
    """Of these previews, those of links in posts the viewer sees."""
    seen = Post.objects.filter(rules.visible(viewer)).values("pk")
    return set(PostLink.objects.filter(preview_id__in=ids, post_id__in=seen).values_list("preview_id", flat=True))


def posts_linking(preview_id: int) -> list[int]:
    """Posts with this link, the newest hundred."""
    return list(PostLink.objects.filter(preview_id=preview_id).order_by("-pk").values_list("post_id", flat=True)[:100])


def thing_of(viewer: Person, post: Post) -> Card | None:
    """The card of the thing that this is the conversation about; None where the viewer does not see it."""
    return room_of(post.about_kind).cards(viewer, [post.about_id or 0]).get(post.about_id or 0)


def quoted(viewer: Person, keys: Collection[str]) -> dict[str, Post]:
    """Of the posts that others link to, by key, those the viewer sees: never kept with the text (case A23)."""
    found = Post.objects.filter(rules.visible(viewer), key__in=keys).select_related("space", "author")
    return {post.key: post for post in found}
