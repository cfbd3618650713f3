"""How replies look from outside: seen where their post is seen."""

from collections.abc import Collection

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.cards.shapes import Card, Entry, ids_after
from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.network.posts import queries
from terreau.network.posts.cards.posts import EXCERPT
from terreau.network.spaces import queries as spaces


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return seen_among(queries.visible_comments, viewer, ids)


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    """Replies as cards, in one query, only those the viewer sees."""
    return {row.id: comment_card(row, viewer.language) for row in queries.seen_comments(viewer, ids)}


def entries(ids: Collection[int]) -> list[Entry]:
    return list(map(comment_entry, queries.findable_comments(ids)))


def after(id: int, limit: int) -> list[int]:
    return ids_after(queries.Comment.objects.all(), id, limit)


def places(ids: Collection[int]) -> dict[int, int]:
    return dict(queries.places_of_comments(list(ids)))


def audience(id: int, among: Collection[int]) -> set[int]:
    return queries.readers_of_comment(id, among)


def comment_card(comment: queries.SeenComment, language: str) -> Card:
    words = rich.excerpt(comment.body, EXCERPT)
    address = queries.address(comment.post_key, comment.post_title or queries.beginning(comment.post_body))
    return Card(
        kind="comment",
        id=comment.id,
        key=comment.key,
        title=comment.post_title or words,
        url=f"{address}#c-{comment.key}",
        words=words,
        place=spaces.named(comment.space, comment.space_names, language),
        place_url=f"/spaces/{comment.space_key}",
        icon="reply",
        author=comment.author,
        at=comment.at,
    )


def comment_entry(comment: queries.Comment) -> Entry:
    return Entry(
        kind="comment",
        id=comment.pk,
        title="",
        text=rich.to_plain(comment.body),
        language=comment.language,
        space_id=comment.post.space_id,
        author_id=comment.author_id,
        at=comment.published_at,
        conversation_id=comment.post_id,
    )
