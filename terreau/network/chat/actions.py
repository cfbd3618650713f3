"""Every write about conversations."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.text import rich
from terreau.network.chat import activities, rules
from terreau.network.chat.models import Conversation, Message, Participant


@transaction.atomic
def write_to(actor: Person, *, person: Person, body: str) -> Message:
    """Say something to somebody: in the conversation the two have, or in the one this begins."""
    demand(rules.may_write_to(actor, person), _("You cannot write to this person."))
    return say(between(actor, person), actor, body)


@transaction.atomic
def send(actor: Person, *, conversation: Conversation, body: str) -> Message:
    """Say something in a conversation."""
    demand(rules.may_send(actor, conversation), _("Nobody can be reached in this conversation any more."))
    return say(conversation, actor, body)


def between(one: Person, other: Person) -> Conversation:
    """The conversation of these two. Who begins one at the same moment waits, and finds it."""
    first, second = sorted((one.pk, other.pk))
    conversation, fresh = Conversation.objects.get_or_create(first_id=first, second_id=second)
    if fresh:
        pair = [Participant(conversation=conversation, person_id=person) for person in (first, second)]
        Participant.objects.bulk_create(pair)
    return conversation


def say(conversation: Conversation, author: Person, body: str) -> Message:
    """The next message. The conversation is held while its number is given; who writes has read what came before."""
    held = Conversation.objects.select_for_update().only("last_number").get(pk=conversation.pk)
    number, now = held.last_number + 1, timezone.now()
    Conversation.objects.filter(pk=held.pk).update(last_number=number, active_at=now)
    words = {"body": rich.clean(body), "language": author.language, "sent_at": now}
    message = Message.objects.create(conversation=conversation, number=number, author=author, **words)
    Participant.objects.filter(conversation=conversation, person=author).update(read_number=number)
    record(activities.sent, author, message, conversation_id=conversation.pk)
    return message


def mark_read(actor: Person, *, conversation: Conversation, upto: int) -> None:
    """Read up to this number, never back from there and never beyond what was said."""
    rows = Participant.objects.filter(conversation__in=Conversation.objects.filter(rules.visible(actor)))
    known = min(upto, conversation.last_number)
    rows.filter(conversation=conversation, person=actor, read_number__lt=known).update(read_number=known)
