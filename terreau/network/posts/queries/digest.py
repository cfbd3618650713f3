"""What is new in the spaces somebody follows by digest, the most useful first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.network.posts import rules
from terreau.network.posts.models import Acknowledgement, Kind, Post
from terreau.network.posts.queries.rows import address
from terreau.network.spaces import queries as spaces

LINES, COUNTED = 5, 100
WORDS_A_MINUTE = 200


@dataclass(frozen=True, slots=True)
class Arrived:
    """A post as one line of a digest."""

    place: str
    title: str
    url: str
    useful: int
    unanswered: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A required reading as one line of a digest."""

    place: str
    title: str
    due: date
    minutes: int


def asked(viewer: Person, ids: Collection[int]) -> list[Asked]:
    """Of these announcements, those that the viewer sees and has not confirmed yet, the most pressing first."""
    confirmed = Acknowledgement.objects.filter(post_id=OuterRef("pk"), person_id=viewer.pk)
    rows = Post.objects.filter(rules.visible(viewer), ~Exists(confirmed), pk__in=ids, required_by__isnull=False)
    return [
        Asked(named_place(viewer, post), title_of(post), post.required_by, minutes_of(post.body))
        for post in rows.select_related("space").order_by("required_by", "pk")
        if post.required_by
    ]


def minutes_of(body: str) -> int:
    """How long reading it takes: one minute at least."""
    return max(1, round(len(rich.to_plain(body).split()) / WORDS_A_MINUTE))


def arrived(viewer: Person, since: datetime, *, besides: Collection[int] = ()) -> tuple[list[Arrived], int]:
    """Unread posts of others that arrived since then in spaces at the level “digest”, but for those
    told already (`besides`); and how many more there are.
    """
    new = Post.objects.filter(rules.in_feeds(viewer), spaces.unread_of(viewer), arrived_at__gt=since)
    new = new.filter(space_id__in=spaces.digest_ids(viewer)).exclude(pk__in=besides).exclude(author_id=viewer.pk)
    new = new.exclude(reads__person_id=viewer.pk).select_related("space")
    found = list(new.order_by("-useful", "-comment_count", "-arrived_at", "-pk")[:COUNTED])
    return [line(viewer, post) for post in found[:LINES]], max(0, len(found) - LINES)


def line(viewer: Person, post: Post) -> Arrived:
    title = title_of(post)
    return Arrived(
        place=named_place(viewer, post),
        title=title,
        url=address(post.key, title),
        useful=post.useful,
        unanswered=post.kind == Kind.QUESTION and post.comment_count == 0,
    )


def title_of(post: Post) -> str:
    return post.title or rich.excerpt(post.body, 80)


def named_place(viewer: Person, post: Post) -> str:
    return spaces.named(post.space.name, post.space.names, viewer.language)
