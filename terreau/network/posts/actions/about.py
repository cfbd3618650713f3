"""The one conversation about a thing of a room above: opened, announced, and kept where the thing is."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.cards.shapes import Thing
from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.network.posts import activities, rules
from terreau.network.posts.actions.previews import link_again
from terreau.network.posts.actions.words import name_people, tag
from terreau.network.posts.models import Post, Share, Subscription
from terreau.network.spaces import actions as spaces


@transaction.atomic
def open_about(actor: Person, *, thing: Thing) -> Post:
    """The conversation about a thing, made now if nobody spoke of it before; quiet until somebody announces it."""
    fresh = blank(actor, thing)
    demand(rules.may_comment(actor, fresh), _("You may read this conversation, not reply to it."))
    post, made = found_or_made(fresh, thing)
    if made:
        record(activities.opened, actor, post, space_id=post.space_id)
    return post


@transaction.atomic
def announce(actor: Person, *, thing: Thing, body: str = "", minor: bool = False) -> Post:
    """The thing stands in the feed of its space, with these words and its card; its replies stay what they are."""
    fresh = blank(actor, thing)
    demand(rules.may_publish(actor, fresh.space), _("Only the members of this space announce here."))
    made, _new = found_or_made(fresh, thing)
    post = Post.objects.select_for_update(of=("self",)).select_related("space").get(pk=made.pk)
    demand(post.quiet_since is not None, _("This stands in the feed already."))
    post.author, post.title, post.body = actor, thing.title, rich.link_urls(rich.clean(body))
    post.language, post.edited_at, post.quiet_since = actor.language, None, None
    post.published_at = post.arrived_at = post.active_at = timezone.now()
    post.save()
    named = name_people(post)
    tag(post)
    link_again(post)
    Subscription.objects.get_or_create(post=post, person=actor)
    spaces.touch(post.space_id)
    told = {"mentions": [] if minor else named, "thanked": [], "minor": minor}
    record(activities.published, actor, post, space_id=post.space_id, **told)
    return post


def carry_along(kind: str, ids: Collection[int], **changes: Any) -> list[int]:
    """What changed of things (title, space_id, withdrawn_at, withdrawn_by_id) changes of their conversations too.

    Part of the transaction, the rights and the activity of the room that owns them. Returns the ids of the posts, for
    the activity to name (`post_ids`): search looks at them again.
    """
    posts = Post.objects.filter(about_kind=kind, about_id__in=ids)
    found = sorted(posts.values_list("pk", flat=True))
    if found and "space_id" in changes:
        Share.objects.filter(post_id__in=found, space_id=changes["space_id"]).delete()
        changes = {**changes, "pinned_at": None}
    if found:
        Post.objects.filter(pk__in=found).update(**changes)
    return found


def blank(actor: Person, thing: Thing) -> Post:
    """The conversation as it begins, not saved."""
    place = {"space": thing.space, "about_kind": thing.kind, "about_id": thing.id}
    return Post(author=actor, title=thing.title[:200], language=actor.language, quiet_since=timezone.now(), **place)


def found_or_made(fresh: Post, thing: Thing) -> tuple[Post, bool]:
    """The one conversation of the thing; of two who open it at once one makes it, and both find it."""
    names = ("space_id", "author_id", "title", "language", "quiet_since")
    said = {name: getattr(fresh, name) for name in names}
    every = Post.objects.select_related("space")
    post, made = every.get_or_create(about_kind=thing.kind, about_id=thing.id, defaults=said)
    if made:
        followers = [Subscription(post=post, person_id=person) for person in set(thing.hearers)]
        Subscription.objects.bulk_create(followers)
    return post, made
