"""What a person does with what they read: mark, acknowledge, bookmark, follow, mute."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.posts import activities, rules
from terreau.network.posts.models import Acknowledgement, Bookmark, Post, Read, Subscription


@transaction.atomic
def mark_read(actor: Person, *, keys: Iterable[str]) -> int:
    """These posts were on the screen. Only those the actor may see count; returns how many are newly read."""
    ids = Post.objects.filter(rules.visible(actor), key__in=list(keys)[:100]).values_list("pk", flat=True)
    before = Read.objects.filter(person=actor).count()
    Read.objects.bulk_create([Read(post_id=post, person=actor) for post in ids], ignore_conflicts=True)
    return Read.objects.filter(person=actor).count() - before


@transaction.atomic
def acknowledge(actor: Person, *, post: Post) -> None:
    """“I have read and understood this.”"""
    demand(rules.may_follow(actor, post))
    demand(post.required_by is not None, _("This announcement asks for no confirmation."))
    _row, fresh = Acknowledgement.objects.get_or_create(post=post, person=actor)
    if fresh:
        record(activities.acknowledged, actor, post, space_id=post.space_id)


@transaction.atomic
def bookmark(actor: Person, *, post: Post) -> None:
    """Keep a post for later."""
    demand(rules.may_follow(actor, post))
    Bookmark.objects.get_or_create(post=post, person=actor)


@transaction.atomic
def unbookmark(actor: Person, *, post: Post) -> None:
    """Keep it no longer."""
    demand(rules.may_follow(actor, post))
    Bookmark.objects.filter(post=post, person=actor).delete()


@transaction.atomic
def follow(actor: Person, *, post: Post, muted: bool = False) -> None:
    """Follow a conversation, or mute it."""
    demand(rules.may_follow(actor, post))
    Subscription.objects.update_or_create(
        post=post, person=actor, defaults={"muted": muted, "at": timezone.now()}, create_defaults={"muted": muted}
    )


@transaction.atomic
def unfollow(actor: Person, *, post: Post) -> None:
    """Hear no more of a conversation."""
    demand(rules.may_follow(actor, post))
    Subscription.objects.filter(post=post, person=actor).delete()
