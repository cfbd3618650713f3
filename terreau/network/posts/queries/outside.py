"""What rooms above ask about posts and replies by their ids: who sees them, their rows, what search may keep."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from terreau.foundation.access.prepared import seen_among
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


def seen_posts(viewer: Person, ids: Collection[int]) -> list[Post]:
    """Of these posts, those the viewer sees, with space and author at hand."""
    return whole_posts(list(seen_among(visible_posts, viewer, ids)))


def seen_comments(viewer: Person, ids: Collection[int]) -> list[Comment]:
    """Of these replies, those the viewer sees, with their post, its space and the author at hand."""
    return whole_comments(list(seen_among(visible_comments, viewer, ids)))


whole_posts = Composed(lambda ids: Post.objects.filter(pk__in=ids).select_related("space", "author"))
whole_comments = Composed(lambda ids: Comment.objects.filter(pk__in=ids).select_related("post__space", "author"))


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
