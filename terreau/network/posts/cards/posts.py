"""How posts look from outside."""

from collections.abc import Collection

from terreau.foundation.cards.shapes import Card, Entry
from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.network.posts import queries, rules
from terreau.network.posts.models import Kind, Post

ICONS = {Kind.QUESTION: "question", Kind.ANNOUNCEMENT: "announce", Kind.KUDOS: "thanks"}
EXCERPT = 160


def visible(viewer: Person, ids: Collection[int]) -> set[int]:
    return set(Post.objects.filter(rules.visible(viewer), pk__in=ids).values_list("pk", flat=True))


def cards(viewer: Person, ids: Collection[int]) -> dict[int, Card]:
    """Posts as cards, in one query, only those the viewer sees."""
    found = Post.objects.filter(rules.visible(viewer), pk__in=ids).select_related("space", "author")
    return {post.pk: card_of(post) for post in found}


def card_of(post: Post) -> Card:
    words = rich.excerpt(post.body, EXCERPT)
    return Card(
        kind="post",
        id=post.pk,
        key=post.key,
        title=post.title or words,
        url=queries.address(post.key, post.title or words),
        words=words if post.title else "",
        place=post.space.name,
        place_url=f"/spaces/{post.space.key}",
        icon=ICONS.get(Kind(post.kind), "message"),
        author=post.author.name,
        at=post.published_at,
    )


def entries(ids: Collection[int]) -> list[Entry]:
    found = Post.objects.filter(pk__in=ids, withdrawn_at=None, space__shown_at__isnull=False)
    return [
        Entry(
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
        for post in found
    ]


def audience(id: int, among: Collection[int]) -> set[int]:
    post = Post.objects.select_related("space").filter(pk=id).first()
    return set(rules.audience(post).filter(pk__in=among).values_list("pk", flat=True)) if post else set()
