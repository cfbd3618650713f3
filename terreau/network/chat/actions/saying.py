"""How a message comes into a conversation, whoever says it and why: its number, and whom its words name."""

from collections.abc import Collection

from django.db.models import F, Q
from django.utils import timezone
from django.utils.html import escape

from terreau.foundation.identity.composed import Composed
from terreau.foundation.identity.models import Person
from terreau.foundation.text import mentions, rich
from terreau.network.chat.models import Conversation, Message, Named, Participant


def say(
    conversation: Conversation,
    author: Person,
    body: str,
    *,
    event: str = "",
    answers: Message | None = None,
    file_count: int = 0,
) -> Message:
    """The next message. The conversation is held while its number is given; who writes has read what came before."""
    held = Conversation.objects.select_for_update().only("last_number").get(pk=conversation.pk)
    number, now = held.last_number + 1, timezone.now()
    Conversation.objects.filter(pk=held.pk).update(last_number=number, active_at=now)
    words = {"body": body, "language": author.language, "sent_at": now, "event": event, "file_count": file_count}
    message = Message(conversation=conversation, number=number, author=author, answers=answers, **words)
    message.save(force_insert=True)
    parts = Participant.objects.filter(conversation=conversation)
    parts.filter(person=author).update(read_number=number, **({} if event else {"draft": ""}))
    if event:  # nobody who was up to date has something to read, save whoever has just come
        parts.filter(read_number=number - 1).exclude(from_number=number - 1).update(read_number=number)
    return message


def touch(message: Message, **change: object) -> None:
    """Something already said changes: pages that are open look at it again."""
    now = timezone.now()
    Message.objects.filter(pk=message.pk).update(changed_at=now, **change)
    Conversation.objects.filter(pk=message.conversation_id).update(changed_at=now)


def clean(conversation: Conversation, body: str, number: int) -> tuple[str, list[int]]:
    """Words as they are stored, and the ids of the people they name, among those who read this number (case A22).

    Named by `@login`, by `@[Name](key)`, or by the whole name after an `@`, as the box writes it.
    """
    if "@" not in body:
        return rich.clean(body), []
    near = {one.key: one for one in reading(conversation.pk, number)}
    for person in sorted(near.values(), key=lambda one: -len(one.name)):
        name = escape(person.name)
        if not {"[", "]"} & set(name):
            body = body.replace(f"@{name}", f"@[{name}]({person.key})")
    handles = {person.username: (person.key, person.name) for person in near.values() if person.username}
    keys = {person.key: (person.key, person.name) for person in near.values()}
    said = mentions.link(mentions.strip(rich.clean(body), set(near)), {**handles, **keys})
    return said, [near[key].pk for key in mentions.find(said)]


reading = Composed(
    lambda conversation, number: Person.objects.present().filter(
        pk__in=Participant.objects.filter(conversation_id=conversation, from_number__lt=number).values("person_id")
    )
)


def name(message: Message, people: Collection[int]) -> list[int]:
    """The people this message names from now on. Returns those named for the first time."""
    known = set(Named.objects.filter(message=message).values_list("person_id", flat=True))
    Named.objects.filter(Q(message=message) & ~Q(person_id__in=people)).delete()
    fresh = sorted(set(people) - known)
    Named.objects.bulk_create([Named(message=message, person_id=person) for person in fresh])
    return fresh


def count_reactions(message: Message, by: int) -> None:
    """Change the count beside the message, in the transaction of its rows."""
    touch(message, reaction_count=F("reaction_count") + by)
