"""Secret addresses for calendar programs: made, shown once, revoked."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Refused, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.calendar import activities, queries, rules
from terreau.network.calendar.models import Feed

if TYPE_CHECKING:
    from terreau.network.spaces.models import Space

MOST_FEEDS = 20


@transaction.atomic
def open_feed(actor: Person, *, holds: str, space: "Space | None" = None) -> tuple[Feed, str]:
    """A new feed, and its secret, which is kept nowhere."""
    demand(rules.may_open_feed(actor, holds, space), _("A feed holds your own calendar, or that of a space you read."))
    if Feed.objects.filter(rules.own_feeds(actor)).count() >= MOST_FEEDS:
        raise Refused(_("You have 20 addresses already. Revoke one you do not use."))
    secret = queries.new_secret()
    feed = Feed.objects.create(person=actor, holds=holds, space=space, digest=queries.digest_of(secret))
    record(activities.feed_opened, actor, feed)
    return feed, secret


@transaction.atomic
def revoke_feed(actor: Person, *, feed: Feed) -> None:
    """From now on its address opens nothing."""
    demand(rules.may_revoke(actor, feed))
    feed.revoked_at = timezone.now()
    feed.save(update_fields=["revoked_at"])
    record(activities.feed_revoked, actor, feed)
