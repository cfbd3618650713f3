"""What other rooms ask: for cards, search, notices and open pages."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from terreau.foundation.access.prepared import seen_among
from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.network.chat import rules
from terreau.network.chat.models import Message, Participant
from terreau.network.chat.queries.conversations import others_of, title_of


def read_by(viewer: Person) -> "QuerySet[Message, Any]":
    """Messages the viewer reads."""
    return Message.objects.filter(rules.readable(viewer))


def unread_by(viewer: Person) -> "QuerySet[Message, Any]":
    """Messages that wait for the viewer: a notice tells of no others."""
    return Message.objects.filter(rules.unread(viewer))


def readable_ids(viewer: Person) -> "QuerySet[Message, Any]":
    """Ids of the messages the viewer reads."""
    return Message.objects.filter(rules.readable(viewer)).values("id")


def card_rows(viewer: Person, ids: Collection[int]) -> list[tuple[Message, str]]:
    """Of these messages those the viewer reads, each with what its conversation is called for them."""
    rows = with_places(list(seen_among(readable_ids, viewer, ids)))
    others = others_of(viewer, {row.conversation_id: row.conversation for row in rows}.values())
    return [(row, title_of(row.conversation, others[row.conversation_id])) for row in rows]


with_places = Composed(
    lambda ids: Message.objects.filter(pk__in=ids).select_related(
        "author", "conversation__first", "conversation__second"
    )
)


def findable_messages(ids: Collection[int]) -> QuerySet[Message]:
    """Of these messages, those that search may keep: what somebody said and has not withdrawn."""
    return Message.objects.filter(pk__in=ids, event="", withdrawn_at=None)


def readers_of_message(id: int, among: Collection[int]) -> set[int]:
    """Which of the people `among` read this message."""
    message = Message.objects.filter(pk=id).first()
    return set(rules.readers(message).filter(pk__in=among).values_list("pk", flat=True)) if message else set()


def waiting_for(id: int, among: Collection[int]) -> set[int]:
    """For which of the people `among` this message waits unread: `unread`, the other way round."""
    message = Message.objects.filter(pk=id).first()
    if message is None:
        return set()
    behind = Participant.objects.filter(conversation_id=message.conversation_id, read_number__lt=message.number)
    return readers_of_message(id, among) & set(behind.filter(person_id__in=among).values_list("person_id", flat=True))


def messages_after(id: int, limit: int) -> list[int]:
    """The next ids behind this one, for the index made again."""
    return list(Message.objects.filter(pk__gt=id).order_by("pk").values_list("pk", flat=True)[:limit])
