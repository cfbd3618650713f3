"""Where a post stands beside its home, what was withdrawn, and what was said before an edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from terreau.foundation.identity.models import Person
from terreau.foundation.text import diff, rich
from terreau.network.posts import rules
from terreau.network.posts.models import Comment, Post, Share, Version
from terreau.network.spaces import queries as spaces

MOST = 100


@dataclass(frozen=True)
class ShareRow:
    """A space in which a post is shown too. `mine`: the viewer may take it out there."""

    space: spaces.SpaceRow
    by: str
    at: datetime
    mine: bool


@dataclass(frozen=True)
class Gone:
    """A withdrawn post, with the day until which it can be brought back."""

    key: str
    title: str
    space: str
    at: datetime
    until: datetime


@dataclass(frozen=True)
class Step:
    """One edit: who, when, and what it changed, word by word."""

    by: str
    at: datetime
    minor: bool
    title: list[diff.Change]
    body: list[diff.Change]


def shares_of(viewer: Person, post: Post) -> dict[str, ShareRow]:
    """The spaces in which a visible post is shown too, by key, as far as the viewer sees those spaces."""
    seen = Share.objects.filter(post=post, space_id__in=spaces.seen_by(viewer).values("pk"))
    own = ExpressionWrapper(rules.unsharable(viewer), BooleanField())
    rows = seen.annotate(mine=own).select_related("space", "by").order_by("at", "pk")
    return {
        row.space.key: ShareRow(
            spaces.SpaceRow(
                row.space_id,
                row.space.key,
                spaces.named(row.space.name, row.space.names, viewer.language),
                row.space.openness,
                row.space.language,
            ),
            row.by.name,
            row.at,
            row.mine,
        )
        for row in rows
    }


def withdrawn_for(viewer: Person) -> QuerySet[Post]:
    """Withdrawn posts the viewer may bring back."""
    return Post.objects.filter(rules.restorable(viewer)).select_related("space", "author")


def term(viewer: Person) -> int:
    """For how many days the viewer may bring something back."""
    return rules.restorable_for().days


def withdrawn(viewer: Person) -> list[Gone]:
    """The same as a list, the newest first."""
    kept = rules.restorable_for()
    rows = withdrawn_for(viewer).order_by("-withdrawn_at", "-pk")[:MOST]
    return [
        Gone(
            row.key,
            row.title or rich.excerpt(row.body, 80),
            spaces.named(row.space.name, row.space.names, viewer.language),
            row.withdrawn_at,
            row.withdrawn_at + kept,
        )
        for row in rows
        if row.withdrawn_at
    ]


def versions_of(viewer: Person, post: Post) -> list[Step]:
    """What each edit of a post changed, newest first, for whoever sees the post."""
    return steps(Version.objects.filter(post=post), post.title, post.body)


def versions_of_comment(viewer: Person, comment: Comment) -> list[Step]:
    """What each edit of a reply changed, newest first, for whoever sees it."""
    return steps(Version.objects.filter(comment=comment), "", comment.body)


def steps(rows: QuerySet[Version], title: str, body: str) -> list[Step]:
    """Each version against the one that followed it; the last against what stands now."""
    before: Sequence[Version] = list(rows.select_related("by").order_by("-at", "-pk")[:MOST])
    after = [(title, body), *[(version.title, version.body) for version in before]]
    return [
        Step(
            version.by.name if version.by else "",
            version.at,
            version.minor,
            diff.words(version.title, new_title) if new_title or version.title else [],
            diff.words(rich.to_plain(version.body), rich.to_plain(new_body)),
        )
        for version, (new_title, new_body) in zip(before, after, strict=False)
    ]
