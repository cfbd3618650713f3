"""Writing posts: publish, edit, withdraw, restore, pin, move, share, accept."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.text import rich
from terreau.network.posts import activities, rules
from terreau.network.posts.actions.previews import link, link_again
from terreau.network.posts.actions.unsent import held_by, take_words
from terreau.network.posts.actions.words import demand_post, name_people, tag, thank
from terreau.network.posts.models import Comment, Kind, Post, Share, Subscription, Verb, Version
from terreau.network.spaces import actions as spaces

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space


@transaction.atomic
def publish(
    actor: Person,
    *,
    space: "Space",
    body: str,
    title: str = "",
    kind: str = Kind.MESSAGE,
    language: str = "",
    on_behalf_of: Person | None = None,
    required_by: date | None = None,
    thanked: list[Person] | None = None,
    files: list[str] | None = None,
    minor: bool = False,
) -> Post:
    """A new post: `body` is HTML, cleaned here; `files` are attachment keys; a `minor` one notifies nobody."""
    _demand(actor, space, kind, on_behalf_of, required_by)
    body = demand_post(title, rich.link_urls(rich.clean(body)), files or ())
    post = Post.objects.create(
        space=space,
        author=actor,
        on_behalf_of=on_behalf_of,
        kind=kind,
        title=title.strip(),
        body=body,
        language=language or actor.language,
        required_by=required_by if kind == Kind.ANNOUNCEMENT else None,
    )
    thanks = thank(post, thanked or []) if kind == Kind.KUDOS else []
    demand(bool(thanks) or kind != Kind.KUDOS, _("Say whom you thank, among those who may read it."))
    count_asked(post)
    if files:
        storage.attach(actor, files, post)
    named = name_people(post)
    tag(post)
    link(post)
    Subscription.objects.create(post=post, person=actor)
    spaces.touch(space.pk)
    told = {"mentions": [] if minor else named, "thanked": thanks, "minor": minor}
    record(activities.published, actor, post, space_id=space.pk, **told)
    return post


def count_asked(post: Post) -> None:
    """How many a required reading is asked of, counted while they are there. Part of the caller’s transaction."""
    if post.required_by is not None:
        post.asked = rules.recipients(post).count()
        post.save(update_fields=["asked"])


def _demand(actor: Person, space: "Space", kind: str, leader: Person | None, required_by: date | None) -> None:
    """The rights that a new post needs."""
    demand(rules.may_publish(actor, space, kind), _("Only those who look after this space announce here."))
    if leader is not None:
        demand(rules.may_speak_for(actor, leader, space), _("This person has not lent you their name here."))
    if required_by is not None:
        demand(rules.may_require_reading(actor, space), _("Only those who look after this space require a reading."))
        demand(required_by >= timezone.localdate(), _("This day is over. Choose today or a later day."))


@transaction.atomic
def edit(
    actor: Person, *, post: Post, body: str, title: str = "", minor: bool = False, files: list[str] | None = None
) -> Post:
    """The next version of a post; the one before is kept. A minor change tells nobody.

    `files`: the keys it has from now on, None leaves them as they are.
    """
    demand(rules.may_edit(actor, post), _("Only its author edits a post."))
    body = rich.link_urls(rich.clean(body))
    title = title.strip() if post.about_id is None else post.title  # a thing gives its conversation its name
    left = held_by(Verb.EDIT, post, None) if files is None and not title else files
    demand_post(title, body, left or ())
    Version.objects.create(post=post, title=post.title, body=post.body, by=actor, minor=minor)
    post.title, post.body, post.edited_at = title, body, timezone.now()
    post.save(update_fields=["title", "body", "edited_at"])
    take_words(actor, verb=Verb.EDIT, post=post)
    if files is not None:
        storage.hold(actor, files, post)
    named = name_people(post)
    tag(post)
    link_again(post)
    record(activities.edited, actor, post, space_id=post.space_id, mentions=[] if minor else named, minor=minor)
    return post


@transaction.atomic
def withdraw(actor: Person, *, post: Post) -> Post:
    """Take a post away from everyone; it can be brought back while the rule of the network lets it.

    The announcement of a thing leaves the feeds; its conversation stays under the thing, quiet again.
    """
    demand(rules.may_withdraw(actor, post), _("Only its author or those who look after the space withdraw a post."))
    now, about = timezone.now(), post.about_id is not None
    gone = {"quiet_since": now, "pinned_at": None} if about else {"withdrawn_at": now, "withdrawn_by": actor}
    standing = {"withdrawn_at": None, "quiet_since": None} if about else {"withdrawn_at": None}
    if Post.objects.filter(pk=post.pk, **standing).update(**gone):
        for name, value in gone.items():
            setattr(post, name, value)
        record(activities.withdrawn, actor, post, space_id=post.space_id)
    return post


@transaction.atomic
def restore(actor: Person, *, post: Post) -> Post:
    """Bring a withdrawn post back."""
    demand(rules.may_restore(actor, post), _("A withdrawn post comes back within its term, by whoever withdrew it."))
    post.withdrawn_at, post.withdrawn_by = None, None
    post.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(activities.restored, actor, post, space_id=post.space_id)
    return post


@transaction.atomic
def pin(actor: Person, *, post: Post) -> Post:
    """Keep a post at the top of its space."""
    demand(rules.may_pin(actor, post), _("Only those who look after the space pin a post."))
    if Post.objects.filter(pk=post.pk, pinned_at=None).update(pinned_at=timezone.now()):
        record(activities.pinned, actor, post, space_id=post.space_id)
    return post


@transaction.atomic
def unpin(actor: Person, *, post: Post) -> Post:
    """Let a post take its place in the feed again."""
    demand(rules.may_pin(actor, post), _("Only those who look after the space unpin a post."))
    if Post.objects.filter(pk=post.pk, pinned_at__isnull=False).update(pinned_at=None):
        record(activities.unpinned, actor, post, space_id=post.space_id)
    return post


@transaction.atomic
def move(actor: Person, *, post: Post, space: "Space") -> Post:
    """The whole conversation goes to another space: its readers are now that space’s readers."""
    demand(rules.may_move(actor, post, space), _("You may move a post out of a space you look after, or your own."))
    origin = post.space_id
    Share.objects.filter(post=post, space=space).delete()
    post.space, post.pinned_at = space, None
    post.save(update_fields=["space", "pinned_at"])
    count_asked(post)
    record(activities.moved, actor, post, space_id=space.pk, from_space_id=origin)
    return post


@transaction.atomic
def share(actor: Person, *, post: Post, space: "Space") -> Share:
    """Show a post in another space too; one conversation, shown only to those who see the source."""
    demand(rules.may_share(actor, post, space), _("You may share into spaces where you may write."))
    shared, fresh = Share.objects.get_or_create(post=post, space=space, defaults={"by": actor})
    if fresh:
        spaces.touch(space.pk)
        record(activities.shared, actor, post, space_id=post.space_id, into_space_id=space.pk)
    return shared


@transaction.atomic
def unshare(actor: Person, *, post: Post, space: "Space") -> None:
    """Show it there no longer; the conversation stays at home."""
    shared = Share.objects.filter(post=post, space=space).select_related("post", "space").first()
    if shared is None:
        return
    demand(rules.may_unshare(actor, shared), _("Only who shared it, or those who look after the space, take it out."))
    shared.delete()
    record(activities.unshared, actor, post, space_id=post.space_id, into_space_id=space.pk)


@transaction.atomic
def accept(actor: Person, *, comment: Comment) -> Post:
    """This reply answers the question."""
    demand(rules.may_accept(actor, comment), _("Only who asked, or those who look after the space, accept an answer."))
    post, told = comment.post, {"comment_id": comment.pk, "author_id": comment.author_id}
    if Post.objects.filter(pk=post.pk).exclude(accepted=comment).update(accepted=comment):
        record(activities.accepted, actor, post, space_id=post.space_id, **told)
    return post


@transaction.atomic
def unaccept(actor: Person, *, comment: Comment) -> Post:
    """The question is open again."""
    demand(rules.may_accept(actor, comment), _("Only who asked, or those who look after the space, reopen a question."))
    if Post.objects.filter(pk=comment.post_id, accepted=comment).update(accepted=None):
        record(activities.unaccepted, actor, comment.post, space_id=comment.post.space_id, comment_id=comment.pk)
    return comment.post
