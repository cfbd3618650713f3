"""Conversations that come with an import: their own dates, nothing new to read, nobody told.

They lie in spaces that nobody sees. What joins a space or a conversation that is already shown waits as withdrawn
since `WAITING`, which is no date on which anything was ever withdrawn, until `reveal`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs_rules
from terreau.foundation.storage import actions as storage
from terreau.foundation.text import rich, tags
from terreau.network.posts import activities
from terreau.network.posts.models import Comment, Kind, Post, Reaction, Tag

WAITING = datetime(1970, 1, 1, tzinfo=UTC)
PORTION = 5_000  # ids in one statement


@dataclass(frozen=True, slots=True)
class Arriving:
    """A post (`space_id` given) or a comment (`post` given, `parent` where it replies to one), all by key.

    `body` is any HTML; `reactions` are ids of people with what they gave; `waits`: its place is already shown.
    """

    key: str
    author_id: int
    at: datetime
    body: str
    space_id: int = 0
    post: str = ""
    parent: str = ""
    title: str = ""
    kind: str = Kind.MESSAGE
    pinned: bool = False
    accepted: bool = False
    edited_at: datetime | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    reactions: tuple[tuple[int, str], ...] = ()
    source: str = ""
    waits: bool = False


Made = dict[str, Post | Comment]


@transaction.atomic
def bring_in(actor: Person, *, things: Sequence[Arriving]) -> Made:
    """Make posts and comments, each post before its comments; what was made, by key."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network brings conversations in."))
    posts = {thing.key: _post_of(thing) for thing in things if not thing.post}
    Post.objects.bulk_create(posts.values())
    answers = [thing for thing in things if thing.post]
    above = {post.key: post for post in Post.objects.filter(key__in={thing.post for thing in answers} - set(posts))}
    comments = _bring_comments(answers, posts | above)
    made: Made = {**posts, **comments}
    Reaction.objects.bulk_create([row for thing in things for row in _reactions(thing, made[thing.key])])
    Tag.objects.bulk_create([tag for thing in things if not thing.post for tag in _tags(thing, posts[thing.key])])
    record(activities.brought_in, actor, None, posts=len(posts), comments=len(comments))
    return made


@transaction.atomic
def rewrite(actor: Person, *, bodies: dict[tuple[str, int], str]) -> None:
    """Give posts and comments, by kind and id, the text they have once every link in it is known."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network brings conversations in."))
    for (kind, id), body in bodies.items():
        (Post if kind == "post" else Comment).objects.filter(pk=id).update(body=rich.clean(body))
    record(activities.brought_in, actor, None, rewritten=len(bodies))


@transaction.atomic
def reveal(actor: Person, *, posts: Collection[int], comments: Collection[int]) -> dict[int, datetime]:
    """What waited in places already shown appears, and is counted. Returns when it was last written, by space."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network shows what was brought in."))
    latest: dict[int, datetime] = {}
    for some in _portions(posts):
        waiting = Post.objects.filter(pk__in=some, withdrawn_at=WAITING)
        _note_latest(latest, waiting.order_by().values_list("space_id").annotate(Max("published_at")))
        waiting.update(withdrawn_at=None)
    for some in _portions(comments):
        fresh = Comment.objects.filter(pk__in=some, withdrawn_at=WAITING)
        touched = set(fresh.values_list("post_id", flat=True))
        if touched:
            _note_latest(latest, fresh.order_by().values_list("post__space_id").annotate(Max("published_at")))
            fresh.update(withdrawn_at=None)
            _recount(touched)
    record(activities.revealed, actor, None, posts=len(posts), comments=len(comments))
    return latest


@transaction.atomic
def take_out(actor: Person, *, posts: Collection[int] = (), comments: Collection[int] = ()) -> set[int]:
    """Remove posts or comments, but those under which something stays. Returns the ids of those that stay."""
    demand(orgs_rules.may_import(actor), _("Only an administrator of the whole network takes this out again."))
    under = Comment.objects.filter(parent_id__in=comments).exclude(pk__in=comments)
    kept = set(under.values_list("parent_id", flat=True))
    kept |= set(Comment.objects.filter(post_id__in=posts).values_list("post_id", flat=True))
    gone: list[Post | Comment] = [*Post.objects.filter(pk__in=posts).exclude(pk__in=kept)]
    gone += Comment.objects.filter(pk__in=comments).exclude(pk__in=kept)
    touched = {thing.post_id for thing in gone if isinstance(thing, Comment)}
    for thing in gone:
        storage.detach(actor, None, thing)
    Post.objects.filter(pk__in=[thing.pk for thing in gone if isinstance(thing, Post)]).delete()
    Comment.objects.filter(pk__in=[thing.pk for thing in gone if isinstance(thing, Comment)]).delete()
    _recount(touched)
    record(activities.taken_out, actor, None, count=len(gone))
    return {id for id in kept if id is not None}


def _note_latest(latest: dict[int, datetime], rows: Iterable[tuple[int, datetime]]) -> None:
    for space, at in rows:
        latest[space] = max(latest.get(space, at), at)


def _portions(ids: Collection[int]) -> Iterator[list[int]]:
    """A million ids, as many at a time as one statement takes."""
    listed = sorted(ids)
    yield from (listed[start : start + PORTION] for start in range(0, len(listed), PORTION))


def _bring_comments(answers: Sequence[Arriving], posts: dict[str, Post]) -> dict[str, Comment]:
    """Comments on posts, then replies to comments, since these need an id to stand under."""
    parents = Comment.objects.filter(key__in={thing.parent for thing in answers if thing.parent})
    made = {comment.key: comment for comment in parents}
    fresh: dict[str, Comment] = {}
    for level in (False, True):
        rows = [_comment_of(it, posts[it.post], made) for it in answers if bool(it.parent) is level]
        Comment.objects.bulk_create(rows)
        fresh |= {row.key: row for row in rows}
        made |= fresh
    for thing in answers:
        _settle(posts[thing.post], fresh[thing.key], thing)
    touched = {thing.post: posts[thing.post] for thing in answers if not thing.waits}
    Post.objects.bulk_update(touched.values(), ["comment_count", "active_at", "accepted_id", "kind"], batch_size=100)
    return fresh


def _settle(post: Post, comment: Comment, thing: Arriving) -> None:
    """What a post knows of a comment."""
    if not thing.waits:
        post.comment_count += 1
        post.active_at = max(post.active_at, comment.published_at)
    if thing.accepted and not thing.waits and post.accepted_id is None:
        post.accepted, post.kind = comment, Kind.QUESTION


def _post_of(thing: Arriving) -> Post:
    """A post with its own dates: nothing of it is new."""
    return Post(
        key=thing.key,
        space_id=thing.space_id,
        author_id=thing.author_id,
        kind=thing.kind,
        title=thing.title[:200],
        body=rich.clean(thing.body),
        language=thing.language,
        published_at=thing.at,
        arrived_at=thing.at,
        active_at=thing.at,
        edited_at=thing.edited_at,
        pinned_at=thing.at if thing.pinned else None,
        withdrawn_at=WAITING if thing.waits else None,
        source=thing.source,
        **_counts(thing),
    )


def _comment_of(thing: Arriving, post: Post, made: dict[str, Comment]) -> Comment:
    """A comment with its own date."""
    return Comment(
        key=thing.key,
        post=post,
        parent=made[thing.parent] if thing.parent else None,
        author_id=thing.author_id,
        body=rich.clean(thing.body),
        language=thing.language,
        published_at=thing.at,
        arrived_at=thing.at,
        edited_at=thing.edited_at,
        withdrawn_at=WAITING if thing.waits else None,
        source=thing.source,
        **_counts(thing),
    )


def _counts(thing: Arriving) -> dict[str, int]:
    """The figures beside a thing, equal to its rows of reactions."""
    return dict(Counter(dict(thing.reactions).values()))


def _reactions(thing: Arriving, made: Post | Comment) -> Iterable[Reaction]:
    """One a person, given when the thing was written: exports keep no other time."""
    place = {"post": made} if isinstance(made, Post) else {"comment": made}
    return [Reaction(person_id=who, kind=kind, at=thing.at, **place) for who, kind in dict(thing.reactions).items()]


def _tags(thing: Arriving, post: Post) -> Iterable[Tag]:
    """Those in the words, and those given beside them."""
    found = {tag.folded: tag.name for tag in tags.find_rich(post.body)}
    found |= {tag.folded: tag.name for word in thing.tags for tag in tags.find(f"#{word.replace(' ', '-')}")}
    return [Tag(post=post, folded=key, name=name, published_at=post.published_at) for key, name in found.items()]


def _recount(posts: Collection[int]) -> None:
    """Figures and last activity of these posts, from the comments that are there."""
    rows = list(Post.objects.select_for_update().filter(pk__in=posts))
    times: dict[int, list[datetime]] = {row.pk: [] for row in rows}
    shown = Comment.objects.filter(post_id__in=posts, withdrawn_at=None)
    for post, at in shown.values_list("post_id", "published_at"):
        times[post].append(at)
    for row in rows:
        row.comment_count = len(times[row.pk])
        row.active_at = max([row.published_at, *times[row.pk]])
    Post.objects.bulk_update(rows, ["comment_count", "active_at"], batch_size=100)
