"""What a person does with their notices: read one group, read all, read on the way through the network."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from terreau.foundation.identity.models import Person
from terreau.network.calendar import queries as calendar
from terreau.network.notifications import rules
from terreau.network.notifications.models import Notice
from terreau.network.pages import queries as pages
from terreau.network.posts import actions as posts
from terreau.network.posts import queries as posts_queries

MOST = 100


@transaction.atomic
def mark_read(actor: Person, *, keys: Iterable[str] = (), everything: bool = False) -> int:
    """These notices, or all of them, are read. How many were not."""
    unread = Notice.objects.filter(rules.own(actor), read_at=None)
    if not everything:
        unread = unread.filter(key__in=list(keys)[:MOST])
    return unread.update(read_at=timezone.now())


@transaction.atomic
def mark_unread(actor: Person, *, keys: Iterable[str]) -> int:
    """Keep these for later: they count again."""
    return Notice.objects.filter(rules.own(actor), key__in=list(keys)[:MOST]).update(read_at=None)


@transaction.atomic
def see(actor: Person, *, keys: Iterable[str]) -> int:
    """These posts, pages and events were on the screen: read, and so are the notices about them. How many notices."""
    shown = list(keys)[:MOST]
    posts.mark_read(actor, keys=shown)
    ids = posts_queries.seen_by(actor).filter(key__in=shown).values_list("pk", flat=True)
    read = pages.seen_by(actor).filter(key__in=shown).values_list("pk", flat=True)
    held = calendar.seen_by(actor).filter(key__in=shown).values_list("pk", flat=True)
    topics = [*(f"post:{pk}" for pk in ids), *(f"page:{pk}" for pk in read), *(f"event:{pk}" for pk in held)]
    unread = Notice.objects.filter(rules.own(actor), read_at=None, topic__in=topics)
    return unread.update(read_at=timezone.now()) if topics else 0
