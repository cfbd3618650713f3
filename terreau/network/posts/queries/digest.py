"""What is new in the spaces somebody follows by digest, the most useful first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.network.posts import rules
from terreau.network.posts.models import Kind, Post
from terreau.network.posts.queries.rows import address
from terreau.network.spaces import queries as spaces

LINES, COUNTED = 5, 100


@dataclass(frozen=True, slots=True)
class Arrived:
    """A post as one line of a digest."""

    place: str
    title: str
    url: str
    useful: int
    unanswered: bool


def arrived(viewer: Person, since: datetime, *, besides: Collection[int] = ()) -> tuple[list[Arrived], int]:
    """Unread posts of others that arrived since then in spaces at the level “digest”, but for those
    told already (`besides`); and how many more there are.
    """
    new = Post.objects.filter(rules.visible(viewer), spaces.unread_of(viewer), arrived_at__gt=since)
    new = new.filter(space_id__in=spaces.digest_ids(viewer)).exclude(pk__in=besides).exclude(author_id=viewer.pk)
    new = new.exclude(reads__person_id=viewer.pk).select_related("space")
    found = list(new.order_by("-useful", "-comment_count", "-arrived_at", "-pk")[:COUNTED])
    return [line(viewer, post) for post in found[:LINES]], max(0, len(found) - LINES)


def line(viewer: Person, post: Post) -> Arrived:
    title = post.title or rich.excerpt(post.body, 80)
    return Arrived(
        place=spaces.named(post.space.name, post.space.names, viewer.language),
        title=title,
        url=address(post.key, title),
        useful=post.useful,
        unanswered=post.kind == Kind.QUESTION and post.comment_count == 0,
    )
