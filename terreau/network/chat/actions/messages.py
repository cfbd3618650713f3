"""What one says, says otherwise, and takes back."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.foundation.access.words import Unsaid, demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.foundation.storage import actions as storage
from terreau.foundation.text import rich
from terreau.network.chat import activities, rules
from terreau.network.chat.actions.saying import clean, name, say, touch
from terreau.network.chat.models import Conversation, Message, Participant, Wording

KEPT = timedelta(hours=1)  # how long what was withdrawn can be brought back


@transaction.atomic
def write_to(actor: Person, *, person: Person, body: str, files: Sequence[str] = ()) -> Message:
    """Say something to somebody: in the conversation the two have, or in the one this begins."""
    demand(rules.may_write_to(actor, person), _("You cannot write to this person."))
    return said(between(actor, person), actor, body, files=files)


@transaction.atomic
def send(
    actor: Person, *, conversation: Conversation, body: str, answers: Message | None = None, files: Sequence[str] = ()
) -> Message:
    """Say something in a conversation; `answers`: the message this replies to, `files`: keys of the actor’s own."""
    demand(rules.may_send(actor, conversation), _("Nobody can be reached in this conversation any more."))
    if answers is not None:
        demand(rules.may_answer(actor, conversation, answers), _("This cannot be replied to."))
    return said(conversation, actor, body, answers, files)


def said(
    conversation: Conversation,
    actor: Person,
    body: str,
    answers: Message | None = None,
    files: Sequence[str] = (),
) -> Message:
    """Words or files in a conversation, and who is named there."""
    body, named = clean(conversation, body, conversation.last_number + 1)
    demand_words(body, files)
    made = say(conversation, actor, body, answers=answers, file_count=len(set(files)))
    if files:
        storage.attach(actor, files, made)
    told: dict[str, Any] = {"mentions": name(made, named)} if named else {}
    kind = activities.said if conversation.is_group else activities.sent
    record(kind, actor, made, conversation_id=conversation.pk, **told)
    return made


def demand_words(body: str, files: Sequence[str]) -> None:
    """A message says something or brings a file; raise `Unsaid` otherwise."""
    if rich.is_empty(body) and not files:
        raise Unsaid("body", _("The message is empty: write a word or two."))


def between(one: Person, other: Person) -> Conversation:
    """The conversation of these two. Who begins one at the same moment waits, and finds it."""
    first, second = sorted((one.pk, other.pk))
    conversation, fresh = Conversation.objects.get_or_create(first_id=first, second_id=second)
    if fresh:
        pair = [Participant(conversation=conversation, person_id=person) for person in (first, second)]
        Participant.objects.bulk_create(pair)
    return conversation


@transaction.atomic
def edit(actor: Person, *, message: Message, body: str) -> Message:
    """The next wording of one’s own message; the one before is kept, and shown to those who read the message."""
    demand(rules.may_edit(actor, message), _("Only its author edits a message, as long as the others can be reached."))
    body, named = clean(message.conversation, body, message.number)
    demand_words(body, ["kept"] * message.file_count)
    if body == message.body:
        return message
    Wording.objects.create(message=message, body=message.body, at=message.edited_at or message.sent_at)
    message.body, message.edited_at = body, timezone.now()
    touch(message, body=body, edited_at=message.edited_at)
    fresh = name(message, named)
    record(activities.edited, actor, message, conversation_id=message.conversation_id, mentions=fresh)
    return message


@transaction.atomic
def withdraw(actor: Person, *, message: Message) -> Message:
    """Take one’s own message away: its place stays, its words and files are shown to nobody."""
    demand(rules.may_withdraw(actor, message), _("Only its author withdraws a message."))
    now = timezone.now()
    if Message.objects.filter(pk=message.pk, withdrawn_at=None).update(withdrawn_at=now):
        message.withdrawn_at = now
        touch(message)
        record(activities.withdrawn, actor, message, conversation_id=message.conversation_id)
    return message


@transaction.atomic
def bring_back(actor: Person, *, message: Message) -> Message:
    """What one withdrew within the hour stands in its place again."""
    late = message.withdrawn_at is not None and message.withdrawn_at < timezone.now() - KEPT
    demand(rules.may_withdraw(actor, message), _("Only its author brings a message back."))
    demand(not late, _("A message can be brought back for one hour. Write it again."))
    if Message.objects.filter(pk=message.pk, withdrawn_at__isnull=False).update(withdrawn_at=None):
        message.withdrawn_at = None
        touch(message)
        record(activities.brought_back, actor, message, conversation_id=message.conversation_id)
    return message
