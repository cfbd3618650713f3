"""Whom a message concerns: named, or the first to wait for them since they last looked."""

from collections.abc import Iterator

from terreau.foundation.activity.concern import Concern
from terreau.foundation.activity.models import Activity
from terreau.network.chat.models import Message, Participant

TELLING = {"chat.sent", "chat.said", "chat.begun", "chat.added"}
NAMING = {"chat.said", "chat.edited"}


def concerned(activity: Activity) -> Iterator[Concern]:
    """Whom this concerns, the weightiest reason first.

    Of what waits unread in a conversation one notice tells, that of its first message: who is behind already has it.
    A muted conversation concerns only whom it names.
    """
    conversation = activity.data.get("conversation_id") or 0
    topic, named = f"conversation:{conversation}", activity.data.get("mentions") or []
    if named and activity.kind in NAMING:
        yield Concern("mention", named, "message", activity.thing_id or 0, topic)
    if activity.kind in TELLING:
        yield Concern("message", first_for(activity.thing_id or 0), "message", activity.thing_id or 0, topic)


def first_for(message_id: int) -> list[int]:
    """Those for whom this message is the first one unread. Of an event that adds people: they alone."""
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        return []
    rows = Participant.objects.filter(conversation_id=message.conversation_id, muted_at=None)
    if message.event:
        rows = rows.filter(person__in=message.named.values("person_id"))
    return list(rows.filter(read_number=message.number - 1).order_by("pk").values_list("person_id", flat=True))
