"""One’s own part in a conversation: what one has read, does not want to hear, is writing, and shows of it."""

from django.db import transaction
from django.utils import timezone

from terreau.foundation.access.words import demand
from terreau.foundation.activity.journal import record
from terreau.foundation.identity.models import Person
from terreau.network.chat import activities, rules
from terreau.network.chat.models import LONGEST, Conversation, HiddenReading, Participant


def mark_read(actor: Person, *, conversation: Conversation, upto: int) -> None:
    """Read up to this number, never back from there and never beyond what was said."""
    rows = Participant.objects.filter(conversation__in=Conversation.objects.filter(rules.visible(actor)))
    known = min(upto, conversation.last_number)
    rows.filter(conversation=conversation, person=actor, read_number__lt=known).update(read_number=known)


@transaction.atomic
def mute(actor: Person, *, conversation: Conversation) -> None:
    """Neither counted nor told of any more, unless somebody names the actor."""
    demand(rules.may_settle(actor, conversation))
    Participant.objects.filter(conversation=conversation, person=actor, muted_at=None).update(muted_at=timezone.now())


@transaction.atomic
def unmute(actor: Person, *, conversation: Conversation) -> None:
    """Counted and told of again."""
    demand(rules.may_settle(actor, conversation))
    Participant.objects.filter(conversation=conversation, person=actor).update(muted_at=None)


@transaction.atomic
def keep_draft(actor: Person, *, conversation: Conversation, text: str) -> None:
    """Keep what is being written here, as it was typed; nothing keeps nothing."""
    demand(rules.may_settle(actor, conversation))
    rows = Participant.objects.filter(conversation=conversation, person=actor)
    rows.update(draft=text[:LONGEST] if text.strip() else "")


@transaction.atomic
def hide_reading(actor: Person) -> None:
    """Show nobody what one has read; so one does not see it of others either."""
    demand(rules.may_hide(actor))
    _row, fresh = HiddenReading.objects.get_or_create(person=actor)
    if fresh:
        record(activities.hid, actor, actor, person_id=actor.pk)


@transaction.atomic
def show_reading(actor: Person) -> None:
    """Show again what one has read, and see it of others who show it."""
    demand(rules.may_hide(actor))
    gone, _rows = HiddenReading.objects.filter(person=actor).delete()
    if gone:
        record(activities.showed, actor, actor, person_id=actor.pk)
