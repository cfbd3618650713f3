"""How posts look from outside."""

from collections.abc import Collection

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.cards.shapes import Card, Entry, ids_after
from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.network.posts import queries
from terreau.network.spaces import queries as spaces

ICONS = {"question": "question", "announcement": "announce", "kudos": "thanks"}
EXCERPT = 160


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return seen_among(queries.visible_posts, viewer, ids)


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    """Posts as cards, in one query, only those the viewer sees."""
    return {post.id: card_of(post, viewer.language) for post in queries.seen_posts(viewer, ids)}


def card_of(post: queries.SeenPost, language: str) -> Card:
    words = rich.excerpt(post.body, EXCERPT)
    return Card(
        kind="post",
        id=post.id,
        key=post.key,
        title=post.title or words,
        url=queries.address(post.key, post.title or words),
        words=words if post.title else "",
        place=spaces.named(post.space, post.space_names, language),
        place_url=f"/spaces/{post.space_key}",
        icon=ICONS.get(post.kind, "message"),
        author=post.author,
        at=post.at,
    )


def entries(ids: Collection[int]) -> list[Entry]:
    return list(map(entry_of, queries.findable_posts(ids)))


def entry_of(post: queries.Post) -> Entry:
    return Entry(
        kind="post",
        id=post.pk,
        title=post.title,
        text=rich.to_plain(post.body),
        language=post.language,
        space_id=post.space_id,
        author_id=post.author_id,
        at=post.published_at,
        subkind=post.kind,
    )


def after(id: int, limit: int) -> list[int]:
    return ids_after(queries.Post.objects.all(), id, limit)


def places(ids: Collection[int]) -> dict[int, int]:
    return dict(queries.places_of_posts(list(ids)))


def audience(id: int, among: Collection[int]) -> set[int]:
    return queries.readers_of_post(id, among)
