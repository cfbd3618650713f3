"""Whose notices are whose, and what may still be shown of them: the rules of the rooms that own the things."""

from collections import defaultdict
from collections.abc import Sequence

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from terreau.foundation.activity.models import Activity
from terreau.foundation.cards.shapes import room_of
from terreau.foundation.identity.models import Person
from terreau.foundation.orgs import rules as orgs
from terreau.network.calendar import queries as calendar
from terreau.network.chat import queries as chat
from terreau.network.notifications.models import Channel, Kind, Notice
from terreau.network.pages import queries as pages
from terreau.network.posts import queries as posts
from terreau.network.spaces import queries as spaces

# How each kind reaches people who chose nothing: mail at once only for what names them.
DEFAULTS: dict[str, str] = {
    Kind.MENTION: Channel.MAIL,
    Kind.KUDOS: Channel.MAIL,
    Kind.REPLY: Channel.DIGEST,
    Kind.ACCEPTED: Channel.DIGEST,
    Kind.FOLLOWED: Channel.DIGEST,
    Kind.REACTION: Channel.CENTRE,
    Kind.REQUIRED: Channel.DIGEST,
    Kind.POST: Channel.MAIL,
    Kind.PAGE: Channel.DIGEST,
    Kind.EVENT: Channel.MAIL,
    Kind.PLANNED: Channel.DIGEST,
    Kind.REMINDER: Channel.MAIL,
    Kind.MESSAGE: Channel.DIGEST,
    Kind.INVITATION: Channel.MAIL,
    Kind.REQUEST: Channel.DIGEST,
    Kind.PROPOSAL: Channel.DIGEST,
    Kind.ANSWER: Channel.MAIL,
    Kind.ROLE: Channel.DIGEST,
    Kind.GLASS: Channel.MAIL,
    Kind.LENT: Channel.DIGEST,
    Kind.UNSENT: Channel.MAIL,
}


def own(viewer: Person) -> Q:
    """The viewer’s notices, whatever became of the things."""
    return Q(person_id=viewer.pk)


def visible(viewer: Person) -> Q:
    """The viewer’s notices about what they may see now. What names nothing (a refused proposal) is their own affair.

    A message is told of as long as it waits unread: who has read it in its conversation needs no second word.
    """
    post = Exists(posts.seen_by(viewer).filter(pk=OuterRef("thing_id")))
    comment = Exists(posts.comments_seen_by(viewer).filter(pk=OuterRef("thing_id")))
    page = Exists(pages.seen_by(viewer).filter(pk=OuterRef("thing_id")))
    event = Exists(calendar.seen_by(viewer).filter(pk=OuterRef("thing_id")))
    space = Exists(spaces.seen_by(viewer).filter(pk=OuterRef("thing_id")))
    message = Exists(chat.unread_by(viewer).filter(pk=OuterRef("thing_id")))
    draft = Exists(posts.drafts_of(viewer).filter(pk=OuterRef("thing_id")))
    seen = (
        Q(thing_kind="draft") & Q(draft)
        | Q(thing_kind="post") & Q(post)
        | Q(thing_kind="comment") & Q(comment)
        | Q(thing_kind="page") & Q(page)
        | Q(thing_kind="event") & Q(event)
        | Q(thing_kind="message") & Q(message)
        | Q(thing_kind="space") & Q(space)
    )
    return own(viewer) & timely() & (seen | Q(thing_kind=""))


def timely() -> Q:
    """Notices that are still of use: the reminder of what has begun is none."""
    return Q(until=None) | Q(until__gt=Now())


def audience(notice: Notice) -> QuerySet[Person]:
    """The one person who sees it, if they still may: `visible`, the other way round."""
    present = Person.objects.present().filter(pk=notice.person_id)
    if notice.until is not None and notice.until <= timezone.now():
        return present.none()
    if not notice.thing_kind:
        return present
    return present.filter(pk__in=seeing(notice.thing_kind, notice.thing_id, {notice.person_id}))


def seeing(kind: str, id: int, among: set[int]) -> set[int]:
    """Who of `among` may see this thing now, as the room that owns it answers; a message, those for whom it waits."""
    if kind == "message":
        return chat.waiting_for(id, among)
    if kind != "space":
        return room_of(kind).audience(id, among)
    return spaces.known_to(id, among)


def hearers(activities: Sequence[Activity], among: set[int]) -> dict[int, set[int]]:
    """For open pages: who of `among` got a notice of each of these, by `seq`. Ids alone; the page asks again."""
    told: dict[int, set[int]] = defaultdict(set)
    rows = Notice.objects.filter(activity_id__in=[one.pk for one in activities], person_id__in=among)
    for activity_id, person_id in rows.values_list("activity_id", "person_id"):
        told[activity_id or 0].add(person_id)
    return {one.seq or 0: told[one.pk] for one in activities if one.pk in told}


def may_settle(actor: Person, person_id: int) -> bool:
    """Each settles what reaches them; the holder of a signed link does so for the person it was made for."""
    return actor.pk == person_id


def may_see_outbox(actor: Person) -> bool:
    """Mails that were not sent: whoever runs the install, who reads the same folder."""
    return orgs.may_operate(actor)


def may_open_outbox(actor: Person) -> bool:
    """Their words: in a demo company only, where everybody may be everybody. Elsewhere they may be a secret space’s."""
    return settings.DEMO and may_see_outbox(actor)
