"""Feeds for calendar programs: whose a secret is, and what it shows with their rights of this moment."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.identity.models import Person
from terreau.foundation.text import ical, rich
from terreau.network.calendar import rules
from terreau.network.calendar.models import Answer, Choice, Event, Feed, Holds
from terreau.network.calendar.queries.rows import address
from terreau.network.calendar.queries.slots import time_of
from terreau.network.spaces import queries as spaces

PREFIX = "terreau_calendar_"
BEHIND = timedelta(days=62)
MOST = 1_000
MEANT = (Choice.YES, Choice.WAITING, Choice.PERHAPS)


def new_secret() -> str:
    """256 bits, with a prefix by which leak scanners know it; without a dash, so that logs mask it."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a secret. A plain SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One address: what it holds by name, or nothing where its person no longer reads that space."""

    key: str
    name: str
    holds: str
    made_at: datetime


def feed_rows(viewer: Person) -> list[FeedRow]:
    """The viewer’s own, the newest first; those of spaces they no longer read too, so that they can be revoked."""
    rows = list(Feed.objects.filter(rules.own_feeds(viewer)).select_related("space").order_by("-made_at", "-pk"))
    held = [row.space_id for row in rows if row.space_id]
    read = set(spaces.readable_ids(viewer).filter(pk__in=held).values_list("pk", flat=True)) | {None}
    names = {row.pk: feed_name(viewer, row) if row.space_id in read else "" for row in rows}
    return [FeedRow(row.key, names[row.pk], row.holds, row.made_at) for row in rows]


def feed_named(viewer: Person, key: str) -> Feed | None:
    return Feed.objects.filter(rules.own_feeds(viewer), key=key).first()


def feed_behind(secret: str) -> Feed | None:
    """The feed of a secret with its person, who may still come in. Asked at every fetch and never remembered."""
    if not secret.startswith(PREFIX):
        return None
    rows = Feed.objects.filter(digest=digest_of(secret), revoked_at=None).select_related("person", "space")
    feed = rows.first()
    if feed is None or not feed.person.is_active:
        return None
    return feed if rules.may_open_feed(feed.person, feed.holds, feed.space) else None


def feed_events(viewer: Person, feed: Feed) -> "QuerySet[Event]":
    """What the feed shows its person: what they do not decline, of two months ago and from then on."""
    rows = Event.objects.filter(rules.visible(viewer), ends_at__gt=timezone.now() - BEHIND)
    meant = Answer.objects.filter(person=viewer, choice__in=MEANT).values("event_id")
    if feed.holds == Holds.SPACE:
        rows = rows.filter(space=feed.space)
    elif feed.holds == Holds.COMING:
        rows = rows.filter(pk__in=meant)
    else:
        rows = rows.filter(Q(space_id__in=spaces.own_ids(viewer)) | Q(pk__in=meant))
    declined = Answer.objects.filter(person=viewer, choice=Choice.NO).values("event_id")
    return rows.exclude(pk__in=declined).order_by("starts_at", "pk")[:MOST]


def feed_content(viewer: Person, feed: Feed) -> bytes:
    """The feed as a calendar program reads it."""
    events = list(feed_events(viewer, feed))
    said = answers_of(viewer, [event.pk for event in events])
    return ical.calendar([moment_of(event, said.get(event.pk)) for event in events], feed_name(viewer, feed))


def feed_name(viewer: Person, feed: Feed) -> str:
    if feed.space is not None:
        return spaces.named(feed.space.name, feed.space.names, viewer.language)
    return _("What I come to") if feed.holds == Holds.COMING else _("My calendar")


def event_content(viewer: Person, event: Event) -> bytes:
    """One event, already known to be visible, for somebody’s own calendar program."""
    return ical.calendar([moment_of(event, answers_of(viewer, [event.pk]).get(event.pk))])


def answers_of(viewer: Person, ids: list[int]) -> dict[int, Answer]:
    """What the viewer answered to these events."""
    rows = Answer.objects.filter(person=viewer, event_id__in=ids) if ids else Answer.objects.none()
    return {row.event_id: row for row in rows}


def moment_of(event: Event, mine: Answer | None) -> ical.Moment:
    """`mine`: what its reader answered. Who waits or may come reads it as tentative, who has a slot reads its hours."""
    url = f"{settings.PUBLIC_URL}{address(event.key, event.title)}"
    words = "\n\n".join(part for part in (rich.to_plain(event.body), event.link, url) if part)
    start, end = time_of(event, mine)
    tentative = mine is not None and mine.choice in (Choice.WAITING, Choice.PERHAPS)
    return ical.Moment(
        uid=f"{event.key}@{urlsplit(settings.PUBLIC_URL).hostname}",
        start=start,
        end=end,
        title=event.title,
        changed_at=max(event.changed_at, event.called_off_at or event.changed_at),
        revision=event.revision,
        words=words,
        place=event.place or event.link,
        url=url,
        status="CANCELLED" if event.called_off_at else "TENTATIVE" if tentative else "CONFIRMED",
    )
