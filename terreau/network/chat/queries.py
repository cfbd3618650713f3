"""Every read of conversations, for those who take part in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from terreau.foundation.access.prepared import Prepared
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.foundation.text import names, rich
from terreau.foundation.text.cursors import Cursor
from terreau.network.chat import rules
from terreau.network.chat.models import Conversation, Message, Participant
from terreau.network.people import queries as people

__all__ = [
    "Conversation",
    "Listing",
    "Page",
    "Row",
    "Said",
    "Talker",
    "conversation_at",
    "conversations",
    "key_with",
    "may_send",
    "may_write_to",
    "other_of",
    "page_of",
    "since",
    "someone",
    "talker",
    "unread_count",
]

LISTED, PAGE, EXCERPT = 30, 40, 120
PAUSE = timedelta(minutes=5)  # after it, the same person’s next message bears their name again


@dataclass(frozen=True, slots=True)
class Talker:
    """Somebody as a conversation shows them."""

    key: str
    name: str
    photo: str

    @property
    def url(self) -> str:
        return people.address(self.key, self.name)

    @property
    def initials(self) -> str:
        return names.initials(self.name)

    @property
    def tone(self) -> int:
        return names.tone(self.key)

    @property
    def picture(self) -> str:
        return people.picture(self.photo)


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in one’s list: with whom, its last words, and how many came since one looked."""

    key: str
    other: Talker
    words: str
    mine: bool
    at: datetime
    unread: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of one’s conversations and where the next begins."""

    rows: list[Row]
    next: str | None


@dataclass(frozen=True, slots=True)
class Said:
    """A message on the page. `day`: it is the first of this day; `joined`: its author said the one before, just now.

    `fresh`: the first one not yet read.
    """

    number: int
    author: Talker
    mine: bool
    body: str
    language: str
    at: datetime
    day: date | None
    joined: bool
    fresh: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of a conversation, oldest first. `earlier`: the number before which there is more."""

    messages: list[Said]
    earlier: int | None
    last: int
    read: int


def unread_count(viewer: Person) -> int:
    """In how many conversations somebody said something the viewer has not read."""
    return unread(viewer).count()


def unread(viewer: Person) -> "QuerySet[Participant, Any]":
    """The viewer’s part in conversations of which something is unread, to be counted along with other things."""
    return Participant.objects.filter(person_id=viewer.pk, read_number__lt=F("conversation__last_number")).values("pk")


def conversation_at(viewer: Person, key: str) -> list[Conversation]:
    """The conversation of this key with the two in it, if the viewer takes part; otherwise nothing."""
    return at_key(viewer, key)


at_key = Prepared(
    lambda viewer, key: Conversation.objects.filter(rules.visible(viewer), key=key).select_related("first", "second")
)


def key_with(viewer: Person, person: Person) -> str:
    """The key of the conversation the viewer has with this person; empty where there is none."""
    first, second = sorted((viewer.pk, person.pk))
    found = Conversation.objects.filter(rules.visible(viewer), first_id=first, second_id=second)
    return found.values_list("key", flat=True).first() or ""


def other_of(viewer: Person, conversation: Conversation) -> Person:
    """The one with whom the viewer talks there."""
    return conversation.second if viewer.pk == conversation.first_id else conversation.first


def someone(viewer: Person, key: str) -> list[Person]:
    """The person of this key, if they exist for the viewer."""
    return list(people.seen_by(viewer).filter(key=key)[:1])


def may_write_to(viewer: Person, person: Person) -> bool:
    return rules.may_write_to(viewer, person)


def may_send(viewer: Person, conversation: Conversation) -> bool:
    return rules.may_send(viewer, conversation)


def conversations(viewer: Person, *, before: str | None = None) -> Listing:
    """The viewer’s conversations, the liveliest first: two questions. Raises `BadCursor`."""
    cursor = Cursor.read(before)
    found = Participant.objects.filter(person_id=viewer.pk)
    if cursor:
        at, last = Q(conversation__active_at=cursor.at), Q(conversation_id__lt=cursor.id)
        found = found.filter(Q(conversation__active_at__lt=cursor.at) | at & last)
    found = found.select_related("conversation__first", "conversation__second")
    rows = list(found.order_by("-conversation__active_at", "-conversation_id")[: LISTED + 1])
    shown = [row.conversation for row in rows[:LISTED]]
    last_words = {message.conversation_id: message for message in newest_of([one.pk for one in shown])}
    listed = [row_of(viewer, row, last_words.get(row.conversation_id)) for row in rows[:LISTED]]
    more = len(rows) > LISTED
    return Listing(listed, Cursor(shown[-1].active_at, shown[-1].pk).written() if more else None)


newest_of = Composed(lambda ids: Message.objects.filter(conversation_id__in=ids, number=F("conversation__last_number")))


def row_of(viewer: Person, row: Participant, said: Message | None) -> Row:
    conversation = row.conversation
    return Row(
        key=conversation.key,
        other=talker(other_of(viewer, conversation)),
        words=rich.excerpt(said.body, EXCERPT) if said else "",
        mine=said is not None and said.author_id == viewer.pk,
        at=conversation.active_at,
        unread=conversation.last_number - row.read_number,
    )


def talker(person: Person) -> Talker:
    return Talker(person.key, person.name, person.photo)


def page_of(viewer: Person, conversation: Conversation, *, before: int | None = None) -> Page:
    """The newest messages, or those before a number; for a conversation already known to be visible."""
    upto = before if before is not None else conversation.last_number + 1
    found = list(before_number(conversation.pk, upto))[::-1]
    earlier = found[1].number if len(found) > PAGE else None
    read = read_number(viewer, conversation)
    return Page(told(viewer, conversation, found[-PAGE:], read), earlier, conversation.last_number, read)


before_number = Composed(
    lambda conversation, number: Message.objects.filter(conversation_id=conversation, number__lt=number).order_by(
        "-number"
    )[: PAGE + 1]
)


def since(viewer: Person, conversation: Conversation, *, after: int) -> Page:
    """What was said after a number, as it is joined to a page already drawn."""
    found: QuerySet[Message] = Message.objects.filter(conversation=conversation, number__gte=after)
    rows = list(found.order_by("number")[: 4 * PAGE])
    before = [row for row in rows if row.number == after]
    shown = told(viewer, conversation, rows, 0)[len(before) :]
    return Page(shown, None, rows[-1].number if rows else after, after)


def read_number(viewer: Person, conversation: Conversation) -> int:
    """Up to where the viewer has read."""
    return Participant.objects.filter(conversation=conversation, person=viewer).values_list("read_number", flat=True)[0]


def told(viewer: Person, conversation: Conversation, rows: Iterable[Message], read: int) -> list[Said]:
    """Messages as the page shows them, one after the other."""
    talkers = {one.pk: talker(one) for one in (conversation.first, conversation.second)}
    said: list[Said] = []
    before: Message | None = None
    for row in rows:
        day = timezone.localdate(row.sent_at)
        same_day = before is not None and timezone.localdate(before.sent_at) == day
        near = before is not None and before.author_id == row.author_id and row.sent_at - before.sent_at < PAUSE
        said.append(
            Said(
                number=row.number,
                author=talkers[row.author_id],
                mine=row.author_id == viewer.pk,
                body=row.body,
                language=row.language,
                at=row.sent_at,
                day=None if same_day else day,
                joined=near and same_day,
                fresh=bool(read) and row.number == read + 1 and row.author_id != viewer.pk,
            )
        )
        before = row
    return said
