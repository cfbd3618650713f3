"""What a person does with what they read: mark, acknowledge, bookmark, follow, mute."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.policies import queries as policies
from terreau.foundation.policies.names import NAMES_OF_READERS_DAYS
from terreau.network.posts import activities, rules
from terreau.network.posts.models import Acknowledgement, Bookmark, Confirmed, Post, Read, Subscription
from terreau.network.posts.queries import FARTHEST


@transaction.atomic
def mark_read(actor: Person, *, keys: Iterable[str]) -> int:
    """These posts were on the screen. Only those the actor may see count; returns how many are newly read."""
    ids = Post.objects.filter(rules.visible(actor), key__in=list(keys)[:100]).values_list("pk", flat=True)
    before = Read.objects.filter(person=actor).count()
    Read.objects.bulk_create([Read(post_id=post, person=actor) for post in ids], ignore_conflicts=True)
    return Read.objects.filter(person=actor).count() - before


@transaction.atomic
def acknowledge(actor: Person, *, post: Post) -> None:
    """“I have read and understood this.” No name is added to those being erased."""
    demand(post.required_by is not None, _("This announcement asks for no confirmation."))
    demand(rules.may_confirm(actor, post), _("Only the members of its space are asked to confirm."))
    still_open = Post.objects.select_for_update().filter(pk=post.pk, names_erased_at=None)
    demand(bool(still_open.values_list("pk", flat=True)), _("This reading is closed; its names were erased."))
    _row, fresh = Acknowledgement.objects.get_or_create(post=post, person=actor)
    if fresh:
        record(activities.acknowledged, actor, post, space_id=post.space_id)


@transaction.atomic
def record_purpose(actor: Person, *, post: Post, purpose: str, until: date) -> None:
    """Say why the author sees who has not confirmed yet, and until which day; then the names are erased."""
    demand(rules.may_record_purpose(actor, post), _("Only the operator of the network records why names are needed."))
    demand(bool(purpose.strip()), _("Say what the names are needed for."))
    today = timezone.localdate()
    demand(today <= until <= today + FARTHEST, _("Choose a day that is still to come, within a year."))
    post.names_purpose, post.names_until = purpose.strip(), until
    post.save(update_fields=["names_purpose", "names_until"])
    record(activities.purpose_recorded, actor, post, space_id=post.space_id, until=until.isoformat())


@task(queue_name="slow")
def erase_names() -> None:
    """Erase who confirmed what, when the day has come; how many at each site stays. Safe to run twice."""
    longest = timedelta(days=policies.value(NAMES_OF_READERS_DAYS))
    today = timezone.localdate()
    over = Q(names_until__lt=today) | Q(names_until=None, required_by__lt=today - longest)
    for id in Post.objects.filter(over, required_by__isnull=False, names_erased_at=None).values_list("pk", flat=True):
        with transaction.atomic():
            _erase(Post.objects.select_for_update().get(pk=id))


def _erase(post: Post) -> None:
    """One announcement’s names become counts."""
    if post.names_erased_at is not None:
        return
    places = rules.confirmations(post).values_list("person__placement__site").annotate(n=Count("pk"))
    Confirmed.objects.bulk_create([Confirmed(post=post, site_id=site, count=n) for site, n in places.order_by()])
    Acknowledgement.objects.filter(post=post).delete()
    post.names_erased_at, post.names_purpose = timezone.now(), ""
    post.save(update_fields=["names_erased_at", "names_purpose"])
    record(activities.names_erased, None, post, space_id=post.space_id)


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
